package billing

import (
	"strings"
	"testing"

	"reseller-console/internal/account"
)

func TestABillBelowZeroIsToldAsWhatIsGivenBack(t *testing.T) {
	t.Parallel()
	for total, want := range map[Money][2]string{-2248: {`"amount":"22.48 USD"`, `"credit":"true"`}, 2248: {`"amount":"22.48 USD"`, ""}} {
		b := &Books{Acts: make([]account.Act, 1)}
		if err := b.tellBill("bill.deduct", Due{202608, total}, USD); err != nil {
			t.Fatal(err)
		}
		told := string(b.Acts[0].Jobs[0].Payload)
		if !strings.Contains(told, want[0]) || strings.Contains(told, "credit") != (want[1] != "") {
			t.Errorf("of %s it is told %s", total, told)
		}
	}
}
