package naming

import "gongkai/disclosure/pattern"

// GoneLine is a folded line that says that what was asked for is not there: pages say so with
// status 200.
var GoneLine = pattern.MustCompile(`^(?:很?抱歉|对不起|温馨提示|提示|错误)?[,:!。]?(?:您(?:要|所)?(?:访问|查看|浏览|请求|查找)的?|该|此|本|当前|所访问的?)?(?:页面|网页|信息|内容|文章|资源|文件|栏目|地址|链接|记录|404).{0,16}(?:不存在|删除|找不到|未找到|失效|下线|过期|撤销|撤回|(?i:not found))|^您?(?:没有|无)权限?(?:访问|查看|浏览)`)
