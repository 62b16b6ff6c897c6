#!/bin/sh
# Runs once, when the PostgreSQL volume is empty: one database and one role per service, each with its own password.
set -eu

make() {
    psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
        -v name="$1" -v password="$2" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect, temporary on database :"name" from public;
SQL
}

make subscriptions "$KEIZOKU_DB_PASSWORD_SUBSCRIPTIONS"
make usage "$KEIZOKU_DB_PASSWORD_USAGE"
make metrics "$KEIZOKU_DB_PASSWORD_METRICS"
make health "$KEIZOKU_DB_PASSWORD_HEALTH"
make gateway "$KEIZOKU_DB_PASSWORD_GATEWAY"
