"""What a fleet is exposed to, what was promised, what passes on; orders with their day; names in order."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concession_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("made_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("concession_id", sa.Integer(), nullable=False),
        sa.Column("pvr", sa.Integer(), nullable=True),
        sa.Column("spares", sa.Integer(), nullable=True),
        sa.Column("crisis_role", sa.Boolean(), nullable=True),
        sa.Column("only_transport", sa.Boolean(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "holds_to IS NULL OR holds_to > holds_from", name=op.f("ck_concession_need_period")
        ),
        sa.CheckConstraint("pvr IS NULL OR pvr > 0", name=op.f("ck_concession_need_pvr")),
        sa.CheckConstraint("spares IS NULL OR spares >= 0", name=op.f("ck_concession_need_spares")),
        sa.ForeignKeyConstraint(
            ["concession_id"], ["concession.id"], name=op.f("fk_concession_need_concession_id_concession")
        ),
        sa.ForeignKeyConstraint(["ended_in"], ["change.id"], name=op.f("fk_concession_need_ended_in_change")),
        sa.ForeignKeyConstraint(["made_in"], ["change.id"], name=op.f("fk_concession_need_made_in_change")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_concession_need_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concession_need")),
    )
    with op.batch_alter_table("concession_need", schema=None) as batch_op:
        batch_op.create_index(
            "ux_concession_need_open",
            ["concession_id", "holds_from"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("made_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("concession_id", sa.Integer(), nullable=False),
        sa.Column("switched_on", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name=op.f("ck_handover_period")),
        sa.ForeignKeyConstraint(
            ["concession_id"], ["concession.id"], name=op.f("fk_handover_concession_id_concession")
        ),
        sa.ForeignKeyConstraint(["ended_in"], ["change.id"], name=op.f("fk_handover_ended_in_change")),
        sa.ForeignKeyConstraint(["made_in"], ["change.id"], name=op.f("fk_handover_made_in_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(
            "ux_handover_open",
            ["concession_id", "switched_on", "item", "holds_from"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("made_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("concession_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("maker_label", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("circa", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.String(), nullable=True),
        sa.CheckConstraint("count IS NULL OR count >= 0", name=op.f("ck_promise_count")),
        sa.CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name=op.f("ck_promise_period")),
        sa.ForeignKeyConstraint(
            ["concession_id"], ["concession.id"], name=op.f("fk_promise_concession_id_concession")
        ),
        sa.ForeignKeyConstraint(["ended_in"], ["change.id"], name=op.f("fk_promise_ended_in_change")),
        sa.ForeignKeyConstraint(["made_in"], ["change.id"], name=op.f("fk_promise_made_in_change")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_promise_party_id_party")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_promise_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(
            "ux_promise_open",
            ["concession_id", "position", "holds_from"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.create_table(
        "finding_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("made_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("same_variant", sa.Boolean(), nullable=False),
        sa.Column("same_baseline", sa.Boolean(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("motivation", sa.String(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name=op.f("ck_finding_match_period")),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_finding_match_deployment_id_deployment")
        ),
        sa.ForeignKeyConstraint(["ended_in"], ["change.id"], name=op.f("fk_finding_match_ended_in_change")),
        sa.ForeignKeyConstraint(["made_in"], ["change.id"], name=op.f("fk_finding_match_made_in_change")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_finding_match_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_match")),
    )
    with op.batch_alter_table("finding_match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_match_deployment_id"), ["deployment_id"], unique=False)
        batch_op.create_index(
            "ux_finding_match_open",
            ["party_id", "topic", "deployment_id", "question", "holds_from"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("made_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name=op.f("ck_provider_period")),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_provider_deployment_id_deployment")
        ),
        sa.ForeignKeyConstraint(["ended_in"], ["change.id"], name=op.f("fk_provider_ended_in_change")),
        sa.ForeignKeyConstraint(["made_in"], ["change.id"], name=op.f("fk_provider_made_in_change")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_provider_party_id_party")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_provider_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            "ux_provider_open",
            ["deployment_id", "role", "holds_from"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    with op.batch_alter_table("batch_claim", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expected", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("minibus", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(batch_op.f("ix_batch_claim_batch_id"), ["batch_id"], unique=False)

    with op.batch_alter_table("concession_fact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sort_name", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_concession_fact_concession_id"), ["concession_id"], unique=False)
        batch_op.create_index("ix_concession_fact_sort_name", ["sort_name", "concession_id"], unique=False)

    for claims in ("concession_grantor", "holder"):
        with op.batch_alter_table(claims, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{claims}_concession_id"), ["concession_id"], unique=False)

    _put_names_in_order(op.get_bind())
    _mark_minibuses(op.get_bind())


def _put_names_in_order(connection: sa.Connection) -> None:
    facts = sa.table("concession_fact", sa.column("id"), sa.column("name"), sa.column("sort_name"))
    for row in connection.execute(sa.select(facts.c.id, facts.c.name)).all():
        letters = unicodedata.normalize("NFKD", row.name.casefold())
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
        connection.execute(facts.update().where(facts.c.id == row.id).values(sort_name=bare))


def _mark_minibuses(connection: sa.Connection) -> None:
    """As the reader of start lists does: a minibus is what the source calls one."""
    claims = sa.table("batch_claim", sa.column("baseline_id"), sa.column("minibus"))
    baselines = sa.table("baseline", sa.column("id"), sa.column("variant_id"))
    variants = sa.table("variant", sa.column("id"), sa.column("model"))
    called = (
        sa.select(baselines.c.id)
        .join(variants, variants.c.id == baselines.c.variant_id)
        .where(sa.func.lower(variants.c.model).contains("minibus"))
    )
    connection.execute(claims.update().where(claims.c.baseline_id.in_(called)).values(minibus=True))


def downgrade() -> None:
    for claims in ("holder", "concession_grantor"):
        with op.batch_alter_table(claims, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{claims}_concession_id"))

    with op.batch_alter_table("concession_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_concession_fact_sort_name")
        batch_op.drop_index(batch_op.f("ix_concession_fact_concession_id"))
        batch_op.drop_column("sort_name")

    with op.batch_alter_table("batch_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_claim_batch_id"))
        batch_op.drop_column("minibus")
        batch_op.drop_column("expected")

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_provider_open",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_provider_party_id"))

    op.drop_table("provider")
    with op.batch_alter_table("finding_match", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_finding_match_open",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_finding_match_deployment_id"))

    op.drop_table("finding_match")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_promise_open",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.drop_table("promise")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_handover_open",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.drop_table("handover")
    with op.batch_alter_table("concession_need", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_concession_need_open",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.drop_table("concession_need")
