package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/store"
)

// sealing are the settings of commands that seal secrets.
type sealing struct {
	SecretKeyFile string `help:"File with the key that seals secrets: of API keys, of two-factor sign-in; made when missing; secret.key in the data directory if not given. Keep a copy of it apart from the database." placeholder:"FILE"`
}

// secretKeyFile is the file's name in the data directory.
const secretKeyFile = "secret.key"

// sealer returns what seals the secrets of the database. It refuses one whose
// secrets were sealed with another key than the file's.
func (s sealing) sealer(ctx context.Context, at storage, db *store.DB) (*account.Sealer, error) {
	path := s.SecretKeyFile
	if path == "" {
		path = filepath.Join(at.Data, secretKeyFile)
	}
	sample, name, err := db.AnySealed(ctx)
	if err != nil {
		return nil, err
	}
	sealer, err := readSealer(path, sample == nil)
	if err != nil || sample == nil {
		return sealer, err
	}
	if _, err := sealer.Open(sample, name); err != nil {
		return nil, fmt.Errorf("the secrets of the database were not sealed with %s; name the file that they were sealed with by --secret-key-file", path)
	}
	return sealer, nil
}

// readSealer reads the file, and makes it first if it is missing and may be
// new.
func readSealer(path string, mayBeNew bool) (*account.Sealer, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if !mayBeNew {
			return nil, fmt.Errorf("%s is missing, with which the secrets of the database were sealed; put it back, or name it by --secret-key-file", path)
		}
		if err := makeSecret(path); err != nil {
			return nil, fmt.Errorf("the key file %s cannot be made: %w", path, err)
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be read: %w", path, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != account.SealKeySize {
		return nil, fmt.Errorf("the key file %s is damaged: it must hold %d hexadecimal digits", path, 2*account.SealKeySize)
	}
	return account.NewSealer(key)
}

// makeSecret writes a new key, readable by its owner only. The file appears
// whole or not at all, is on disk before any secret is sealed with it, and
// never replaces one that another process has made meanwhile.
func makeSecret(path string) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, ".secret-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	_, err = file.WriteString(hex.EncodeToString(account.NewSealKey()) + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// syncDir flushes the names in a directory.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
