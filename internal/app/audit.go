package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"reseller-console/internal/account"
)

type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Follow the chain of the audit trail, and print where it ends."`
}

type auditVerify struct {
	storage
	Expect string `help:"An end that was printed before, NUMBER:HASH: it must still be in the trail." placeholder:"END"`
}

// Run is called by kong. Whoever keeps the printed end elsewhere can tell later
// that nobody has made the whole chain anew.
func (c *auditVerify) Run(ctx context.Context, p Process) error {
	expected, err := c.expected()
	if err != nil {
		return err
	}
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read from
	var end auditEnd
	met := expected == auditEnd{}
	sound, whole, err := db.Audit().CheckAudit(ctx, func(number int64, hash account.Hash) {
		end = auditEnd{number, hash}
		met = met || end == expected
	})
	switch {
	case err != nil:
		return err
	case !whole:
		return fmt.Errorf("the audit trail is broken after entry %d: what follows was altered or taken away", sound)
	case !met:
		return fmt.Errorf("the audit trail has no entry %s: it was made anew", expected)
	}
	_, err = fmt.Fprintf(p.Stdout, "%d entries, each after the one before\n%s\n", sound, end)
	return err
}

// auditEnd is an entry of the trail, as verify prints and reads it.
type auditEnd struct {
	number int64
	hash   account.Hash
}

func (e auditEnd) String() string { return fmt.Sprintf("%d:%x", e.number, e.hash) }

func (c *auditVerify) expected() (end auditEnd, err error) {
	if c.Expect == "" {
		return end, nil
	}
	number, text, _ := strings.Cut(c.Expect, ":")
	if end.number, err = strconv.ParseInt(number, 10, 64); err == nil {
		var hash []byte
		hash, err = hex.DecodeString(text)
		copy(end.hash[:], hash)
	}
	if err != nil || len(text) != hex.EncodedLen(len(end.hash)) {
		return end, fmt.Errorf("--expect must be an end that audit verify has printed, like 42:9f86…, not %q", c.Expect)
	}
	return end, nil
}
