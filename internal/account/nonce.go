package account

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Nonces remembers request ids, so that none is answered twice. What it
// remembers survives the death of the program, but need not survive that of
// the machine: then Since is later.
type Nonces interface {
	// Spend remembers the request id of a key until a time. It reports false if
	// it is remembered already. Of two calls at once, one is true.
	Spend(ctx context.Context, key string, id uuid.UUID, until time.Time) (bool, error)
	// Span is for how long nothing has been forgotten: what was signed longer
	// ago must be refused.
	Span() time.Duration
}
