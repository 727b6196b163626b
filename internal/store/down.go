package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"reseller-console/internal/fault"
)

// downFor is how long whoever was told that the database is not available
// should wait before trying again.
const downFor = 5 * time.Second

// fault makes an error by which the engine says that it cannot work now
// fault.Unavailable. Every transaction and every query outside of one passes
// it; all other errors stay what they are.
//
// A connection that is lost while it commits gives that error too, though all
// may have been kept: what is sent again is then a duplicate.
func (d *dialect) fault(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal || errors.Is(err, context.Canceled) || !d.down(err) {
		return err
	}
	return fault.Wrap(fault.Unavailable, err, "The database is not available now; try again later.").After(downFor)
}

// sqliteDown are the primary result codes that are not about a statement but
// about the file, its disk and who else uses it.
var sqliteDown = []int{
	sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
	sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
	sqlite3.SQLITE_NOTADB,
}

func isSQLiteDown(err error) bool { return slices.Contains(sqliteDown, primaryCode(err)) }

// primaryCode is SQLite's result code without the byte that says more; 0 if
// err is not SQLite's.
func primaryCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// postgresDown are the classes and codes of errors that are not about a
// statement but about the server, its resources and who else uses it:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
var (
	postgresDownClasses = []string{
		"08", // connection exception
		"40", // transaction rollback: serialization, deadlock
		"53", // insufficient resources: disk full, too many connections
		"57", // operator intervention: shutdown, crash, starting up
		"58", // system error: input and output
	}
	postgresDownCodes = []string{
		"25006",          // read-only transaction: a standby, or set so by the operator
		"25P03", "25P04", // the session was idle, or the transaction open, for too long
		"55P03",          // lock not available: lock_timeout
		"XX001", "XX002", // data or index corrupted
	}
)

func isPostgresDown(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true // whatever it was let in nobody
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return len(pg.Code) == 5 && slices.Contains(postgresDownClasses, pg.Code[:2]) || slices.Contains(postgresDownCodes, pg.Code)
	}
	_, network := errors.AsType[net.Error](err)
	return network || pgconn.SafeToRetry(err) || pgconn.Timeout(err) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}
