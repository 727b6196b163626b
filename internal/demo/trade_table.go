package demo

import "reseller-console/internal/usage"

var (
	lessons = &trade{industry: 3, interest: 2, environment: 4,
		week: schoolWeek, hours: schoolHours, festive: 0.3, school: true,
		mix: mix{0.24, 0.34, 0.37, 0.05}, stretch: 46, party: [2]int{2, 9}, room: "lesson-",
		cloud: 0.11, miniApp: 0.16, messaging: true,
		projects:   []string{"Classroom", "One-to-one lessons", "Teacher app", "Parents meeting", "Homework help", "Open lectures", "Exam room"},
		projectsZh: []string{"直播大班课", "一对一教学", "小班课", "教师端", "家长会", "作业答疑", "公开课"}}

	live = &trade{industry: 13, interest: 4, environment: 3,
		week: funWeek, hours: eveningHours, festive: 1.45,
		mix: mix{0.09, 0.21, 0.52, 0.18}, stretch: 33, party: [2]int{12, 60}, room: "live-",
		cloud: 0.05, ladders: broadcast,
		projects:   []string{"Main stage", "Hosting-in rooms", "Backstage", "Replay studio", "Creators app", "Sports nights", "Partner channel"},
		projectsZh: []string{"主播间", "连麦互动", "秀场", "户外直播", "主播端", "赛事直播", "合作频道"}}

	social = &trade{industry: 10, interest: 3, environment: 3,
		week: funWeek, hours: eveningHours, festive: 1.3,
		mix: mix{0.83, 0.1, 0.07, 0}, stretch: 41, party: [2]int{3, 9}, room: "room-",
		messaging: true, ladders: voice,
		projects:   []string{"Voice rooms", "Video dates", "Karaoke", "Friends call", "Radio shows", "Community events"},
		projectsZh: []string{"语音房", "视频交友", "一起K歌", "好友通话", "电台", "社区活动"}}

	gaming = &trade{industry: 6, interest: 5, environment: 5,
		week: funWeek, hours: eveningHours, festive: 1.5,
		mix: mix{0.95, 0.03, 0.02, 0}, stretch: 38, party: [2]int{3, 5}, room: "team-",
		messaging:  true,
		projects:   []string{"Team voice", "Guild hall", "Tournament", "Lobby", "Coaching", "Mobile"},
		projectsZh: []string{"开黑语音", "公会大厅", "赛事", "大厅", "陪练", "手游"}}

	health = &trade{industry: 8, interest: 2, environment: 2,
		week: clinicWeek, hours: officeHours, festive: 0.35,
		mix: mix{0.12, 0.3, 0.56, 0.02}, stretch: 19, party: [2]int{2, 3}, room: "visit-",
		onPremise:  0.2,
		projects:   []string{"Consultations", "Second opinion", "Nurse line", "Group therapy"},
		projectsZh: []string{"在线问诊", "专家会诊", "护理随访", "健康讲座"}}

	meeting = &trade{industry: 14, interest: 2, environment: 5,
		week: officeWeek, hours: officeHours, festive: 0.1,
		mix: mix{0.3, 0.16, 0.34, 0.2}, stretch: 42, party: [2]int{3, 9}, room: "meeting-",
		onPremise:  0.08,
		projects:   []string{"Meetings", "Webinars", "Interviews", "All hands"},
		projectsZh: []string{"会议", "网络研讨会", "视频面试", "全员会"}}

	support = &trade{industry: 18, interest: 3, environment: 2,
		week: officeWeek, hours: officeHours, festive: 0.4,
		mix: mix{0.76, 0.14, 0.1, 0}, stretch: 11, party: [2]int{2, 2}, room: "call-",
		onPremise:  0.45,
		projects:   []string{"Hotline", "Video support", "Field teams"},
		projectsZh: []string{"客服热线", "视频客服", "外勤"}}

	commerce = &trade{industry: 2, interest: 4, environment: 7,
		week: allWeek, hours: eveningHours, festive: 0.8,
		mix: mix{0.11, 0.3, 0.55, 0.04}, stretch: 24, party: [2]int{8, 30}, room: "shop-",
		cloud: 0.04, miniApp: 0.7,
		projects:   []string{"Live sales", "Bidding room", "Shop assistant"},
		projectsZh: []string{"直播带货", "竞拍间", "导购"}}

	device = &trade{industry: 7, interest: 2, environment: 8,
		week: allWeek, hours: wakingHours, festive: 0.85,
		mix: mix{0.04, 0.74, 0.2, 0.02}, stretch: 14, party: [2]int{2, 2}, room: "device-",
		projects:   []string{"Cameras", "Remote control", "Installers"},
		projectsZh: []string{"摄像头", "远程控制", "安装调试"}}

	finance = &trade{industry: 5, interest: 2, environment: 4,
		week: officeWeek, hours: officeHours, festive: 0.1,
		mix: mix{0.2, 0.38, 0.42, 0}, stretch: 16, party: [2]int{2, 3}, room: "advice-",
		onPremise:  0.48,
		projects:   []string{"Video branch", "Identity check", "Advisers"},
		projectsZh: []string{"视频柜台", "双录核验", "理财顾问"}}

	coaching = &trade{industry: 12, interest: 2, environment: 4,
		week: fitWeek, hours: wakingHours, festive: 0.55,
		mix: mix{0.08, 0.22, 0.6, 0.1}, stretch: 44, party: [2]int{5, 16}, room: "class-",
		cloud:      0.05,
		projects:   []string{"Group classes", "Personal training", "Instructor app"},
		projectsZh: []string{"团课", "私教", "教练端"}}
)

// output is one rendition that transcoding makes of a channel.
type output struct {
	codec         usage.Codec
	width, height int64 // 0 × 0 is audio only
}

var (
	audioOnly = output{codec: usage.AVC}
	sd        = output{usage.AVC, 480, 270}
	hd        = output{usage.AVC, 1280, 720}
	hdp       = output{usage.AVC, 1920, 1080}

	hevcAudio = output{codec: usage.HEVC}
	hevcSD    = output{usage.HEVC, 480, 270}
	hevcHD    = output{usage.HEVC, 1280, 720}
	hevcHDP   = output{usage.HEVC, 1920, 1080}
)

var (
	broadcast = []ladder{
		{0.36, 2, []output{hd, sd}},
		{0.26, 1, []output{hd}},
		{0.14, 2, []output{hdp, hd, sd}},
		{0.1, 2, []output{hevcHD, hevcSD}},
		{0.08, 2, []output{audioOnly}},
		{0.06, 3, []output{hevcHDP, hevcHD}},
	}
	voice = []ladder{
		{0.68, 2, []output{audioOnly}},
		{0.16, 1, []output{audioOnly}},
		{0.1, 2, []output{hevcAudio}},
		{0.06, 2, []output{sd}},
	}
)
