package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
)

var cheap = cost{memory: 8, passes: 1, threads: 1}

func TestAPasswordMatchesItsHashOnly(t *testing.T) {
	t.Parallel()
	hash := hashPassword("correct horse", cheap)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=8,t=1,p=1$") {
		t.Errorf("hash %s", hash)
	}
	if hash == hashPassword("correct horse", cheap) {
		t.Error("two hashes have the same salt")
	}
	for password, want := range map[string]bool{"correct horse": true, "Correct horse": false, "": false} {
		if matches(hash, password) != want {
			t.Errorf("%q: want %v", password, want)
		}
	}
}

func TestAVectorOfTheReferenceImplementationMatches(t *testing.T) {
	t.Parallel()
	// phc-winner-argon2, test.c: argon2id, v=19, t=2, m=2^16, p=1
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if !matches(hash, "password") || matches(hash, "passwore") {
		t.Error("the reference's hash is not understood")
	}
}

func TestWhatIsNoHashMatchesNothing(t *testing.T) {
	t.Parallel()
	salt, good := "c29tZXNhbHQ", hashPassword("x", cheap)
	for _, hash := range []string{
		"", "x", "$2a$10$bcrypt", "$argon2i$v=19$m=8,t=1,p=1$" + salt + "$AAAA", "$argon2id$v=16$m=8,t=1,p=1$" + salt + "$AAAA",
		"$argon2id$v=19$m=8,t=0,p=1$" + salt + "$AAAA", "$argon2id$v=19$m=8,t=1,p=0$" + salt + "$AAAA", "$argon2id$v=19$junk$" + salt + "$AAAA",
		"$argon2id$v=19$m=8,t=1,p=1$" + salt + "$", "$argon2id$v=19$m=8,t=1,p=1$!$AAAA", good + "!",
	} {
		if matches(hash, "x") {
			t.Errorf("%q matches", hash)
		}
	}
}

func TestAPasswordHas10To256Characters(t *testing.T) {
	t.Parallel()
	s := NewService(nil, time.Now)
	for password, ok := range map[string]bool{
		"123456789": false, "1234567890": true, "这十个汉字组成了密码": true, "这九个汉字组成密码": false, strings.Repeat("x", 257): false,
	} {
		_, err := s.HashPassword(t.Context(), password)
		if ok != (err == nil) || (!ok && fault.KindOf(err) != fault.Invalid) {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestWhoWaitsForAHasherCanGiveUp(t *testing.T) {
	t.Parallel()
	h := make(hasher, 1)
	h <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.with(ctx, func() { t.Error("hashed") }); err == nil {
		t.Error("no error")
	}
}
