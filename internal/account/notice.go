package account

import "reseller-console/internal/job"

// Notice is a mail to a user, or to every member of a company and every owner
// of a reseller, in the language of each.
type Notice struct {
	User     int64      `json:"user,omitzero"`
	Company  int64      `json:"company,omitzero"`
	Reseller int64      `json:"reseller,omitzero"` // with a user: only while it is that one's
	To       *Addressee `json:"to,omitempty"`      // somebody who is no user
	// Text says which mail, and Data is what it tells. Links that let somebody
	// in are not in it: they are made when the mail is sent.
	Text string            `json:"text"`
	Data map[string]string `json:"data,omitzero"`
}

// Addressee is somebody who gets mail and is no user.
type Addressee struct {
	Email    string `json:"email"`
	Name     string `json:"name"`
	Language string `json:"language"`
}

// NoticeKind is the kind of a notice's job.
const NoticeKind job.Kind = "notice"

// Job is the work of sending it.
func (n Notice) Job() (job.Job, error) { return job.New(NoticeKind, job.Owner{}, n) }
