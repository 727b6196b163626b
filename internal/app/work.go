package app

import "reseller-console/internal/job"

// work is how jobs are done, by kind. Each kind has places of its own, so that
// long jobs of one never delay those of another.
func (s *server) work() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{}
}
