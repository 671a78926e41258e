"""What says that people or a practice were changed, so that they may be remembered (PostgreSQL)."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLES = ("practice", "staff", "person", "client", "consent")

EVENTS = {
    "insert": "REFERENCING NEW TABLE AS touched",
    "update": "REFERENCING OLD TABLE AS touched",
    "delete": "REFERENCING OLD TABLE AS touched",
    "truncate": "",
}

# One row for each statement and practice: no two that change people wait for one another. Now and
# then they become one, which says the same: how many there were.
CHANGED = """
CREATE FUNCTION people_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
DECLARE
    whose uuid;
    newest bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO people_change (practice, stamp, times, transaction)
        SELECT practice, nextval('people_change_stamp'), 1, txid_current() FROM practice;
        RETURN NULL;
    END IF;
    FOR whose IN SELECT DISTINCT practice FROM touched LOOP
        newest := nextval('people_change_stamp');
        INSERT INTO people_change (practice, stamp, times, transaction)
        VALUES (whose, newest, 1, txid_current());
        IF random() < 1.0 / 256 THEN
            WITH gone AS (
                DELETE FROM people_change WHERE practice = whose AND stamp IN (
                    SELECT stamp FROM people_change WHERE practice = whose AND stamp < newest
                    FOR UPDATE SKIP LOCKED
                ) RETURNING times
            )
            INSERT INTO people_change (practice, stamp, times, transaction)
            SELECT whose, nextval('people_change_stamp'), sum(times), txid_current()
            FROM gone HAVING count(*) > 0;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "people_change",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("transaction", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "stamp", name="pk_people_change"),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("CREATE SEQUENCE people_change_stamp OWNED BY people_change.stamp")
    op.execute(CHANGED)
    for table in TABLES:
        for happened, touched in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER people_changed_{happened} AFTER {happened.upper()} ON {table} "
                f"{touched} FOR EACH STATEMENT EXECUTE FUNCTION people_changed()"
            )


def downgrade() -> None:
    """Back to the version before."""
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for happened in EVENTS:
                op.execute(f"DROP TRIGGER people_changed_{happened} ON {table}")
        op.execute("DROP FUNCTION people_changed()")
    op.drop_table("people_change")
