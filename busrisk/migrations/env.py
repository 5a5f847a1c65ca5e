"""Runs the migrations on the connection it is handed; both databases, one transaction."""

from alembic import context

from busrisk.register.tables import metadata

for table in metadata.tables.values():
    for index in table.indexes:
        condition = index.dialect_options["sqlite"]["where"]
        if condition is not None:
            index.dialect_options["postgresql"]["where"] = condition

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
