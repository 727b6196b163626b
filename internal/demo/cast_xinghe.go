package demo

func xinghe() []firm {
	return []firm{
		{"知行课堂", "唐若曦", "tang.ruoxi@zhixing.example", "CN", lessons, 14_800, 6, fine},
		{"浪花直播", "郑浩然", "zheng.haoran@langhua.example", "CN", live, 9_600, 5, fine},
		{"耳语星球", "叶诗涵", "ye.shihan@eryu.example", "CN", social, 7_900, 4, fine},
		{"北岭电竞", "徐天宇", "xu.tianyu@beiling.example", "CN", gaming, 6_400, 3, fine},
		{"康源云诊", "孙慧敏", "sun.huimin@kangyuan.example", "CN", health, 4_700, 3, fine},
		{"优果商城", "马俊杰", "ma.junjie@youguo.example", "CN", commerce, 4_100, 3, fine},
		{"Pearl River Meet", "黄嘉欣", "huang.jiaxin@pearlmeet.example", "CN", meeting, 3_600, 3, fine},
		{"小满阅读", "胡雅琪", "hu.yaqi@xiaoman.example", "CN", lessons, 3_100, 2, fine},
		{"百灵钢琴", "朱明哲", "zhu.mingzhe@bailing.example", "CN", lessons, 2_400, 2, fine},
		{"安禾理财顾问", "郭建华", "guo.jianhua@anhe.example", "CN", finance, 2_000, 2, fine},
		{"Lion City Coding", "Tan Wei Ming", "weiming@lioncitycoding.example", "SG", lessons, 1_700, 2, fine},
		{"巡视物联", "吕国栋", "lv.guodong@xunshi.example", "CN", device, 1_300, 2, fine},
		{"晴天客服", "丁晓燕", "ding.xiaoyan@qingtian.example", "CN", support, 1_200, 2, fine},
		{"野径健身", "沈晨曦", "shen.chenxi@yejing.example", "CN", coaching, 980, 1, fine},
		{"Merdeka Live", "Aisyah Rahman", "aisyah@merdekalive.example", "MY", live, 900, 2, fine},
		{"茶话会", "任思思", "ren.sisi@chahuahui.example", "CN", social, 760, 1, fine},
		{"桥头法律咨询", "卢志远", "lu.zhiyuan@qiaotou.example", "CN", meeting, 540, 1, fine},
		{"Banyan Clinic", "Nurul Hassan", "nurul@banyanclinic.example", "MY", health, 470, 1, fine},
		{"拼图实验室", "姚可欣", "yao.kexin@pintu.example", "CN", gaming, 380, 1, recent},
		{"山野户外", "崔浩", "cui.hao@shanye.example", "CN", commerce, 310, 1, fine},
		{"书声", "魏子涵", "wei.zihan@shusheng.example", "CN", lessons, 290, 1, recent},
		{"Saigon Sound", "Lê Minh Khoa", "khoa@saigonsound.example", "VN", social, 260, 1, fine},
		{"牙仙口腔", "范丽娜", "fan.lina@yaxian.example", "CN", health, 210, 1, fine},
		{"云上拍卖", "石磊", "shi.lei@yunshangpaimai.example", "CN", commerce, 180, 1, gone},
		{"量子翻译", "邹凯", "zou.kai@liangzi.example", "CN", meeting, 0, 1, idle},
		{"萤火读书会", "方静怡", "fang.jingyi@yinghuo.example", "CN", lessons, 0, 1, idle},
		{"Kowloon Robotics", "陳偉文", "chan.waiman@kowloonrobotics.example", "HK", device, 0, 1, idle},
	}
}
