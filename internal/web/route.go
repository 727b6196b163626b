package web

import (
	"reseller-console/internal/route"
	"reseller-console/internal/web/asset"
)

// everything is the pattern of what no other pattern matches.
const everything = "/"

// routes is the whole space of addresses. Pages behind a sign-in are a
// reseller's staff's, the operators' or everyone's; the others are open.
func (s *server) routes() *route.Mux {
	m := new(route.Mux)
	m.HandleFunc("GET "+asset.Prefix, asset.Serve)

	m.Handle("GET /{$}", s.open(start))
	m.Handle("GET /login", s.open(s.signInForm))
	m.Handle("POST /login", s.open(s.signIn))
	m.Handle("GET "+codePath, s.open(s.codeForm))
	m.Handle("POST "+codePath, s.open(s.signInByCode))
	m.Handle("GET "+forgotPath, s.open(s.forgotForm))
	m.Handle("POST "+forgotPath, s.open(s.forgot))
	m.Handle("GET "+resetPath, s.open(s.resetForm))
	m.Handle("POST "+resetPath, s.open(s.reset))
	m.Handle("GET "+registerPath+"/{register}", s.open(s.signUpForm))
	m.Handle("POST "+registerPath+"/{register}", s.open(s.signUp))
	m.Handle("GET "+confirmPath, s.open(s.confirmForm))
	m.Handle("POST "+confirmPath, s.open(s.confirmAddress))
	m.Handle("POST "+confirmPath+"/again", s.open(s.confirmAgain))
	m.Handle("GET "+outboxPath, s.open(s.outbox))
	m.Handle("GET "+outboxPath+"/{letter}", s.open(s.letter))
	m.Handle("GET "+outboxPath+"/{letter}/html", s.open(s.letterHTML))
	m.Handle("POST "+beginSignInPasskeyPath, s.open(s.beginSignInByPasskey))
	m.Handle("POST "+signInPasskeyPath, s.open(s.signInByPasskey))
	m.Handle("POST /logout", s.open(s.signOut))
	m.Handle("POST /theme", s.open(s.setTheme))
	m.Handle("POST /language", s.open(s.setLanguage))

	m.Handle("GET "+settingsPath, s.everyone(s.settings))
	m.Handle("POST "+settingsPath, s.everyone(s.saveSettings))

	m.Handle("POST "+passwordPath, s.everyone(s.changePassword))
	m.Handle("GET "+sessionsPath, s.everyone(s.sessionList))
	m.Handle("POST "+sessionsPath, s.everyone(s.endOthers))

	m.Handle("GET "+keysPath, s.staff(s.keys))
	m.Handle("POST "+keysPath, s.staff(s.makeKey))
	m.Handle("GET "+keysPath+"/{key}/delete", s.staff(s.askDeleteKey))
	m.Handle("POST "+keysPath+"/{key}/delete", s.staff(s.deleteKey))

	s.webhookRoutes(m)
	s.budgetRoutes(m)

	m.Handle("GET "+factorPath, s.everyone(s.factor))
	m.Handle("POST "+factorPath, s.everyone(s.saveFactor))
	m.Handle("GET "+picturePath, s.everyone(s.factorPicture))

	m.Handle("POST "+beginPasskeyPath, s.everyone(s.beginPasskey))
	m.Handle("POST "+passkeysPath, s.everyone(s.addPasskey))
	m.Handle("POST "+deletePasskeyPath, s.everyone(s.deletePasskey))

	m.Handle("GET "+companiesPath, s.staff(s.withViews(s.companies)))

	m.Handle("GET "+companiesFilePath, s.staff(s.companiesFile))
	m.Handle("GET "+newCompanyPath, s.staff(s.askNewCompany))
	m.Handle("POST "+newCompanyPath, s.staff(s.makeCompany))
	m.Handle("GET "+rotateRegisterPath, s.staff(s.askRotate))
	m.Handle("POST "+rotateRegisterPath, s.staff(s.rotate))
	m.Handle("GET "+importPath, s.staff(s.importForm))
	m.Handle("POST "+importPath, s.staff(s.importFile))
	m.Handle("GET "+importTemplatePath, s.staff(s.importTemplate))
	m.Handle("POST "+importBeginPath, s.staff(s.beginImport))
	m.Handle("GET "+runsPath, s.staff(s.runs))
	m.Handle("GET "+runFilePath, s.staff(s.runFile))
	m.Handle("POST "+runDeletePath, s.staff(s.deleteRun))
	m.Handle("GET "+viewsPath, s.staff(s.views))
	m.Handle("POST "+viewsPath, s.staff(s.saveView))
	m.Handle("POST "+viewRenamePath, s.staff(s.renameView))
	m.Handle("POST "+viewDeletePath, s.staff(s.deleteView))
	m.Handle("GET "+bulkFreezePath, s.staff(s.askBulk(false)))
	m.Handle("POST "+bulkFreezePath, s.staff(s.doBulk(false)))
	m.Handle("GET "+bulkUnfreezePath, s.staff(s.askBulk(true)))
	m.Handle("POST "+bulkUnfreezePath, s.staff(s.doBulk(true)))
	m.Handle("GET "+companiesPath+"/{cid}", s.staff(s.company))
	for verb, h := range map[string]struct{ ask, do handler }{
		"edit":        {s.editCompany, s.saveCompany},
		"freeze":      {s.askFreeze, s.freeze},
		"unfreeze":    {s.askUnfreeze, s.unfreeze},
		"remove":      {s.askRemove, s.removeCompany},
		"add-project": {s.askAddProject, s.addProject},
		"visit":       {s.askVisit, s.visit},
	} {
		m.Handle("GET "+companiesPath+"/{cid}/"+verb, s.staff(h.ask))
		m.Handle("POST "+companiesPath+"/{cid}/"+verb, s.staff(h.do))
	}
	for _, verb := range []string{renameProject, enableProject, disableProject, deleteProject} {
		m.Handle("GET "+companiesPath+"/{cid}/projects/{project}/"+verb, s.staff(s.askProject(verb)))
		m.Handle("POST "+companiesPath+"/{cid}/projects/{project}/"+verb, s.staff(s.changeProject(verb)))
	}

	for _, p := range s.dashboard() {
		m.Handle(p.pattern, s.member(p))
	}

	s.billRoutes(m)
	s.marginRoutes(m)

	m.Handle("GET "+activityPath, s.staff(s.activity))
	m.Handle("GET "+activityFilePath, s.staff(s.activityFile))

	m.Handle("GET "+chartPath, s.staff(s.withViews(s.chart)))
	m.Handle("GET "+chartFilePath, s.staff(s.chartFile))
	m.Handle("GET "+chartCompaniesPath, s.staff(s.chartCompanies))
	m.Handle("GET "+notesPath+"/new", s.staff(s.askNote))
	m.Handle("POST "+notesPath+"/new", s.staff(s.addNote))
	for _, verb := range []string{editNote, deleteNote} {
		m.Handle("GET "+notesPath+"/{note}/"+verb, s.staff(s.askNoteChange(verb)))
		m.Handle("POST "+notesPath+"/{note}/"+verb, s.staff(s.changeNote(verb)))
	}
	m.Handle("GET "+explainPath, s.staff(s.explain))
	m.Handle("GET "+explainJSONPath, s.open(s.explainJSON))
	m.Handle("GET "+downloadPath, s.staff(s.download))
	m.Handle("GET "+downloadFilePath, s.staff(s.downloadFile))
	m.Handle("GET "+templatesPath, s.staff(s.templates))
	m.Handle("POST "+templatesPath, s.staff(s.makeTemplate))
	m.Handle("GET "+newTemplatePath, s.staff(s.askNewTemplate))
	m.Handle("GET "+editTemplatePath, s.staff(s.askEditTemplate))
	m.Handle("POST "+editTemplatePath, s.staff(s.editTemplate))
	m.Handle("GET "+deleteTemplatePath, s.staff(s.askDeleteTemplate))
	m.Handle("POST "+deleteTemplatePath, s.staff(s.deleteTemplate))
	m.Handle("GET "+schedulesPath, s.staff(s.schedules))
	m.Handle("POST "+schedulesPath, s.staff(s.makeSchedule))
	m.Handle("GET "+newSchedulePath, s.staff(s.askNewSchedule))
	m.Handle("GET "+schedulePath+"edit", s.staff(s.askEditSchedule))
	m.Handle("POST "+schedulePath+"edit", s.staff(s.saveSchedule))
	m.Handle("POST "+schedulePath+"run", s.staff(s.runSchedule))
	m.Handle("POST "+schedulePath+"pause", s.staff(s.pauseSchedule(true)))
	m.Handle("POST "+schedulePath+"resume", s.staff(s.pauseSchedule(false)))
	m.Handle("GET "+schedulePath+"delete", s.staff(s.askDeleteSchedule))
	m.Handle("POST "+schedulePath+"delete", s.staff(s.deleteSchedule))
	m.Handle("GET "+exportsPath, s.staff(s.exports))
	m.Handle("POST "+exportsPath, s.staff(s.beginExport))
	m.Handle("GET "+exportFilePath, s.staff(s.exportFile))
	m.Handle("POST "+exportDeletePath, s.staff(s.deleteExport))

	m.Handle("GET "+quarantinePath, s.operator(s.quarantine))
	m.Handle("POST "+replayPath, s.operator(s.replay))
	m.Handle("POST "+dropPath, s.operator(s.drop))
	m.Handle("GET "+receivedPath, s.operator(s.received))
	m.Handle("GET "+mailsPath, s.operator(s.mails))
	m.Handle("POST "+retryMailPath, s.operator(s.retryMail))
	m.Handle("POST "+dropMailPath, s.operator(s.dropMail))
	m.Handle("GET "+checksPath, s.operator(s.checks))

	s.deskRoutes(m)
	s.priceRoutes(m)
	s.markupRoutes(m)

	m.Handle(everything, s.open(unknown(m)))
	return m
}
