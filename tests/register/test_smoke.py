from tests.databases import on_both
@on_both
def test_a(ready): 
    with ready.reader() as r: assert r.version==1
@on_both
def test_b(exercise): 
    with exercise.reader() as r: assert r.exercise
@on_both
def test_c(empty): 
    with empty.reader() as r: assert r.version==0
