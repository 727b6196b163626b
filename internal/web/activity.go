package web

// activityPath is the audit trail of the reseller.
const activityPath = "/activity"

// activityOf is the address of what was done to a company.
func activityOf(id int64) string { return activityPath + "?company=" + cid(id) }
