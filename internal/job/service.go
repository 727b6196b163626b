package job

import (
	"context"
	"io"
	"time"
)

// KeepFor is how long a job that has ended is kept, with what it made.
const KeepFor = 7 * 24 * time.Hour

// MaxListed is how many jobs are listed at a time.
const MaxListed = 100

// Desk keeps jobs for their owners. A job of another reseller is
// fault.NotFound.
type Desk interface {
	// Jobs returns the latest of a reseller's jobs of a kind, the newest first.
	Jobs(ctx context.Context, reseller int64, kind Kind, limit int) ([]Status, error)
	// Job finds one of them.
	Job(ctx context.Context, reseller int64, kind Kind, id int64) (Status, error)
	// Part returns a part of the file that one has made; nil behind its end.
	Part(ctx context.Context, reseller int64, kind Kind, id int64, seq int) ([]byte, error)
}

// Service is what owners can do with their jobs.
type Service struct{ desk Desk }

// NewService returns the service over its store.
func NewService(desk Desk) *Service { return &Service{desk} }

// List returns the latest MaxListed of the owner's jobs of a kind, the newest
// first.
func (s *Service) List(ctx context.Context, o Owner, kind Kind) ([]Status, error) {
	return s.desk.Jobs(ctx, o.Reseller, kind, MaxListed)
}

// Find returns one of the owner's jobs.
func (s *Service) Find(ctx context.Context, o Owner, kind Kind, id int64) (Status, error) {
	return s.desk.Job(ctx, o.Reseller, kind, id)
}

// Copy writes the file that one of the owner's jobs has made; nothing, if it
// has made none.
func (s *Service) Copy(ctx context.Context, to io.Writer, o Owner, kind Kind, id int64) error {
	for seq := 0; ; seq++ {
		part, err := s.desk.Part(ctx, o.Reseller, kind, id, seq)
		if err != nil || part == nil {
			return err
		}
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
}
