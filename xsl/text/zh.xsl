<?xml version="1.0" encoding="UTF-8"?>
<!-- The sentences in Chinese; en.xsl has the same keys. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="zh">
    <frame.skip>跳到主要内容</frame.skip>
    <frame.nav>主导航</frame.nav>
    <frame.lookup>查询验证</frame.lookup>
    <frame.catalogue>资格目录</frame.catalogue>
    <frame.help>使用帮助</frame.help>
    <frame.operator>主办单位：</frame.operator>
    <frame.basis>依据：人力资源社会保障部办公厅《关于推行专业技术人员职业资格电子证书的通知》（人社厅发〔2021〕97号）</frame.basis>
    <frame.recorded>查询操作会被记录，用于安全审计与统计；日志中不出现姓名和证件号码。<link to="/help" at="privacy">隐私说明</link></frame.recorded>
    <frame.specimen>本站为样本演示，所有人员与证书均为虚构</frame.specimen>

    <home.title>查询验证电子证书</home.title>
    <home.lead>请对照证书填写以下三项。三项与登记信息完全一致时，显示证书的当前状态和证书预览。</home.lead>
    <home.form>证书信息</home.form>
    <home.required>三项均须填写</home.required>
    <home.submit>查询</home.submit>
    <home.label.name>姓名</home.label.name>
    <home.hint.name>与证书上完全一致。少数民族姓名的间隔号为“·”，例如：阿卜杜拉·买买提</home.hint.name>
    <home.label.id_number>证件号码</home.label.id_number>
    <home.hint.id_number>办理证书时所用证件的号码；居民身份证为 18 位，例如：110000199001010013</home.hint.id_number>
    <home.label.management_no>管理号</home.label.management_no>
    <home.hint.management_no>印在证书“管理号”一栏，例如：20211100611000000001</home.hint.management_no>
    <home.where>三项信息在证书上的位置</home.where>
    <home.what>能查到什么</home.what>
    <home.what.body><ul><li><link to="/catalogue">31 项</link>专业技术人员职业资格的电子证书</li><li>证书当前状态：有效、暂停使用、已撤销或已更正</li><li>证书预览，证件号码部分隐藏</li></ul></home.what.body>
    <home.force>法律效力</home.force>
    <home.force.body><p>电子证书与纸质证书具有同等法律效力。<link to="/help" at="force">了解更多</link></p></home.force.body>

    <code.title>我有验证码</code.title>
    <code.another>核验另一份加注件</code.another>
    <code.label>加注件验证码</code.label>
    <code.hint>印在加注件下方，共 26 位；大小写、连字符和空格不影响核验</code.hint>
    <code.submit>核验加注件</code.submit>

    <error.prefix>错误：</error.prefix>
    <error.heading>有问题需要处理</error.heading>
    <error.suggestion>改用“<value/>”并查询</error.suggestion>

    <verdict.issued>证书有效</verdict.issued>
    <verdict.issued.next><p>请核对以下信息与您手中的证书是否一致。</p></verdict.issued.next>
    <verdict.suspended>证书暂停使用，状态可能恢复</verdict.suspended>
    <verdict.suspended.since>自<value/>起暂停使用。</verdict.suspended.since>
    <verdict.suspended.next><p>暂停期间请勿据此认定持证人的资格。如有疑问请联系发证机构。</p></verdict.suspended.next>
    <verdict.suspended.stamp>暂停使用</verdict.suspended.stamp>
    <verdict.revoked>证书已撤销</verdict.revoked>
    <verdict.revoked.when><span class="when">（<value/>）</span></verdict.revoked.when>
    <verdict.revoked.next><p>此证书不再有效。如有疑问请联系发证机构。</p></verdict.revoked.next>
    <verdict.revoked.stamp>已撤销</verdict.revoked.stamp>
    <verdict.superseded>该证书已更正</verdict.superseded>
    <verdict.superseded.since>更正日期：<value/>。</verdict.superseded.since>
    <verdict.superseded.next><p>以下是更正前的证书，请勿继续使用；请持证人出示更正后的证书。</p></verdict.superseded.next>
    <verdict.superseded.stamp>已更正</verdict.superseded.stamp>
    <verdict.not-found>未查询到</verdict.not-found>
    <verdict.not-found.next><p>没有与所填三项信息完全一致的证书。可能原因：</p><ol><li>信息输入有误：请对照证书核对姓名、证件号码和管理号；</li><li>无此证书；</li><li>该类证书暂不在查询范围：<link to="/catalogue">查看范围</link>。</li></ol><p>未查询到不等于证书虚假。核对后仍未查询到的，请联系发证机构。</p></verdict.not-found.next>
    <verdict.copy-good>加注件有效，证书有效</verdict.copy-good>
    <verdict.copy-good.next><p>请核对以下内容与您手中的加注件是否一致，用途和接收方是否与您相符。</p></verdict.copy-good.next>
    <verdict.copy-expired>加注已过期，证书本身仍有效</verdict.copy-expired>
    <verdict.copy-expired.since>加注有效期至<value/>。</verdict.copy-expired.since>
    <verdict.copy-expired.next><p>过期的只是这份加注件。请持证人重新加注，出示新的加注件。</p></verdict.copy-expired.next>
    <verdict.copy-expired.stamp>加注已过期</verdict.copy-expired.stamp>
    <verdict.copy-withdrawn>加注已由持证人撤回，证书本身仍有效</verdict.copy-withdrawn>
    <verdict.copy-withdrawn.since>撤回日期：<value/>。</verdict.copy-withdrawn.since>
    <verdict.copy-withdrawn.next><p>这份加注件不再有效。如需使用，请持证人重新加注。</p></verdict.copy-withdrawn.next>
    <verdict.copy-withdrawn.stamp>加注已撤回</verdict.copy-withdrawn.stamp>
    <verdict.copy-unknown>没有这个验证码</verdict.copy-unknown>
    <verdict.copy-unknown.next><p>没有哪份加注件使用这个验证码。可能原因：</p><ol><li>验证码输入有误：请对照加注件逐位核对；</li><li>该加注件不是由本系统制作的。</li></ol><p>这不说明证书虚假。可以请持证人重新出示，或凭姓名和号码<link to="/">查询证书</link>。</p></verdict.copy-unknown.next>
    <verdict.unchecked>暂时无法核验</verdict.unchecked>
    <verdict.unchecked.next><p>请稍后再试；不代表证书无效。</p></verdict.unchecked.next>
    <verdict.unchecked.stamp>未经核验</verdict.unchecked.stamp>
    <verdict.reason>原因：</verdict.reason>

    <result.when>核验时间</result.when>
    <result.zone>（北京时间）</result.zone>
    <result.by>核验服务</result.by>
    <result.until>本页保留至</result.until>
    <result.face>证书预览</result.face>
    <result.compare>请逐项核对</result.compare>
    <result.compare.body><ul><li>姓名、证件号码首尾是否与证件一致</li><li>资格名称、级别、专业是否与证书一致</li><li>批准日期、管理号、制发日期是否与证书一致</li></ul></result.compare.body>
    <result.limits>本结果不证明什么</result.limits>
    <result.limits.body><ul><li>不证明出示者就是持证人：请另行核对本人身份证件。</li><li>不证明持证人已经注册、执业或受聘。</li><li>只反映核验时的状态；日后请重新查询。</li><li>本页的预览不是电子证书，不能代替电子证书使用。</li></ul></result.limits.body>
    <result.download>下载电子证书（XML，含数字签名）</result.download>
    <result.download.hint>请保存原始文件，不要编辑。<link to="/help" at="verify">如何验证数字签名</link></result.download.hint>
    <result.keep>下载与打印</result.keep>
    <result.print>需要纸质留存时，请用浏览器的打印功能，纸张选 A4；打印件带有核验结论和时间。</result.print>
    <result.again>再查一份证书</result.again>
    <result.retry>返回重新查询</result.retry>
    <result.address>重新核验请访问：</result.address>

    <copy.face>证书内容（与加注件相同，证件号码部分隐藏）</copy.face>
    <copy.compare>请逐项核对</copy.compare>
    <copy.compare.body><ul><li>本页内容是否与您手中的加注件逐字一致</li><li>用途、接收方是否就是您这里的事项和单位</li><li>姓名、证件号码首尾是否与本人身份证件一致</li></ul></copy.compare.body>
    <copy.limits>本结果不证明什么</copy.limits>
    <copy.limits.body><ul><li>不证明出示者就是持证人：请另行核对本人身份证件。</li><li>不证明持证人已经注册、执业或受聘。</li><li>不证明您手中的纸张或图片未被改动：请与本页逐项核对，或验证加注件的电子文件。</li><li>只反映核验时的状态；日后请重新核验。</li></ul></copy.limits.body>
    <copy.recorded>查询会被记录</copy.recorded>
    <copy.recorded.body><p>系统记录本次查询的时间、方式和结果，持证人可以看到。不记录您的姓名和网络地址。</p></copy.recorded.body>
    <copy.annotation>这份加注件</copy.annotation>
    <copy.cause>用途</copy.cause>
    <copy.made>加注时间</copy.made>
    <copy.expires>有效期至</copy.expires>
    <copy.code>验证码</copy.code>
    <copy.lookup>凭姓名和号码查询证书</copy.lookup>

    <preview.state>证书状态：</preview.state>

    <gloss.name>姓名</gloss.name>
    <gloss.idNumber>证件号码</gloss.idNumber>
    <gloss.sex>性别</gloss.sex>
    <gloss.birth>出生年月</gloss.birth>
    <gloss.specialty>专业</gloss.specialty>
    <gloss.level>级别</gloss.level>
    <gloss.approved>批准日期</gloss.approved>
    <gloss.managementNo>管理号</gloss.managementNo>
    <gloss.cause>用途：</gloss.cause>
    <gloss.recipient>接收方</gloss.recipient>
    <gloss.made>加注日期</gloss.made>
    <gloss.expires>有效期至</gloss.expires>
    <gloss.code>验证码</gloss.code>
    <gloss.issued>制发日期</gloss.issued>

    <catalogue.title>资格目录</catalogue.title>
    <catalogue.lead>下列专业技术人员职业资格推行电子证书，均可在本站查询验证。项目、顺序和样式依据人社厅发〔2021〕97号第二条、第三条；批准、监制部门和英文名称由登记机关维护。</catalogue.lead>
    <catalogue.asof>本目录为<value/>施行的内容。</catalogue.asof>
    <catalogue.list2>使用人力资源社会保障部电子印章的资格</catalogue.list2>
    <catalogue.list2.number>通知第二条 · 样式 1</catalogue.list2.number>
    <catalogue.list3>使用行业协会、学会或指定机构电子印章的资格</catalogue.list3>
    <catalogue.list3.number>通知第三条 · 样式 2</catalogue.list3.number>
    <catalogue.count>共 <value/> 项</catalogue.count>
    <catalogue.seal>电子印章</catalogue.seal>
    <catalogue.ordinal>序号</catalogue.ordinal>
    <catalogue.name>职业资格</catalogue.name>
    <catalogue.levels>级别</catalogue.levels>
    <catalogue.specialties>专业</catalogue.specialties>
    <catalogue.approved>批准颁发部门</catalogue.approved>
    <catalogue.supervised>监制部门</catalogue.supervised>
    <catalogue.issuer>颁发机构及电子印章</catalogue.issuer>
    <catalogue.none>未列</catalogue.none>

    <problem.title>未能完成</problem.title>
    <problem.title.400>请求有误</problem.title.400>
    <problem.title.404>没有这个页面</problem.title.404>
    <problem.title.405>请求方式不对</problem.title.405>
    <problem.title.410>查询结果已过期</problem.title.410>
    <problem.title.413>提交的内容过大</problem.title.413>
    <problem.title.429>查询过于频繁</problem.title.429>
    <problem.title.500>系统出错，未能完成</problem.title.500>
    <problem.title.503>暂时无法核验</problem.title.503>
    <problem.unchecked>系统未能完成核验，此结果不代表证书无效，也不代表没有该证书。</problem.unchecked>
    <problem.request>请求编号</problem.request>
    <problem.code>问题代码</problem.code>
    <problem.report>联系管理员时，请提供以下信息：</problem.report>
    <problem.home>返回查询首页</problem.home>

    <help.title>使用帮助</help.title>
    <help.contents>本页内容</help.contents>
    <help.sections>
      <section id="lookup"><h2>怎样查询</h2>
        <p>在<link to="/">查询页</link>填写姓名、证件号码和管理号。三项都与登记信息完全一致，才显示证书。</p>
        <dl>
          <dt>姓名</dt><dd>与证书上一致。少数民族姓名的间隔号只用“·”（U+00B7）；用了形近的符号，系统会提示并提供改正按钮。生僻字请直接输入，不要用拼音或近形字代替：系统按字逐一比对，不同的字不会当成同一个字。</dd>
          <dt>证件号码</dt><dd>办理证书时所用证件的号码。居民身份证号码会先检查校验位（GB 11643）；15 位旧号码自动换算为 18 位。护照、港澳台居民通行证等号码照证件填写。</dd>
          <dt>管理号</dt><dd>印在证书“管理号”一栏，由数字、字母或连字符组成，最多 32 个字符。</dd>
        </dl>
        <p>空格、全角数字和小写 x 会自动整理。结果页面的地址不可猜测，只保留 10 分钟。</p>
      </section>
      <section id="states"><h2>证书的状态</h2>
        <dl class="states">
          <dt><strong class="tag issued">有效</strong></dt><dd>证书在用。请核对页面上的信息与您手中的证书是否一致。</dd>
          <dt><strong class="tag suspended">暂停使用</strong></dt><dd>证书暂时停用，状态可能恢复。</dd>
          <dt><strong class="tag revoked">已撤销</strong></dt><dd>证书曾经制发，后被撤销，不再有效。页面显示撤销日期和原因类别。</dd>
          <dt><strong class="tag superseded">已更正</strong></dt><dd>证书内容已经更正，应使用更正后的证书。</dd>
        </dl>
        <p>已批准而尚未制发的证书不对外显示。</p>
      </section>
      <section id="not-found"><h2>“未查询到”是什么意思</h2>
        <p>有三种可能：信息输入有误；无此证书；该类证书暂不在<link to="/catalogue">查询范围</link>。为保护持证人，姓名不符、号码不符与无此证书的答复完全相同。</p>
        <p>“未查询到”不等于证书虚假，请先对照证书核对三项信息，再联系发证机构。</p>
        <p>“暂时无法核验”是另一种答复：系统没能完成查询，不代表证书无效，也不代表没有该证书。请稍后再试。</p>
      </section>
      <section id="download"><h2>下载</h2>
        <p>电子证书文件是带数字签名的 XML 文件，载有证书的全部内容。结果页面提供下载时，会出现“下载电子证书”链接。</p>
        <p>请原样保存：另存、转换或编辑都会使签名失效。纸上或屏幕上的预览不带签名，不能代替电子证书文件。</p>
      </section>
      <section id="verify"><h2>验证下载的文件</h2>
        <p>签名采用 W3C XML 数字签名，任何支持该标准的工具都能验证。需要两样东西：电子证书文件，以及从运营单位取得的根证书（下例中的 ca.pem）。</p>
        <pre tabindex="0"><code>xmlsec1 --verify --trusted-pem ca.pem certificate.xml</code></pre>
        <p>验证通过说明文件自签名以来一字未改，且由所信任的机构签出。它不说明证书此刻仍然有效：状态请以<link to="/">查询结果</link>为准。</p>
      </section>
      <section id="annotation"><h2>加注</h2>
        <p>自 2021 年 12 月 17 日起，使用部印章的电子证书须由持证人加注后方可查看或下载。加注，就是在证书副本上写明用途和有效期，防止副本被挪作他用。</p>
        <ul>
          <li>每次加注的有效期最长 90 天；</li>
          <li>自申请之日往前 90 天内，同一证书最多有 3 份有效加注件；</li>
          <li>此前由协会、学会制发的电子证书无须加注。</li>
        </ul>
        <p>收到加注件的单位可以扫描其上的二维码，或在<link to="/">查询页</link>的“我有验证码”处输入验证码，核验加注件是否有效、证书当前状态如何。</p>
        <p><strong>加注件过期不是证书过期。</strong>过期的只是那一份副本，证书本身不受影响，持证人可以重新加注。</p>
      </section>
      <section id="force"><h2>法律效力</h2>
        <p>《人力资源社会保障部办公厅关于推行专业技术人员职业资格电子证书的通知》（人社厅发〔2021〕97号，2021 年 12 月 17 日印发）规定：</p>
        <ul>
          <li>自通知印发之日起启用“中华人民共和国人力资源和社会保障部专业技术人员职业资格证书专用章”电子印章（第一条）；</li>
          <li>24 项资格使用该印章，7 项资格使用有关行业协会、学会或有关部门指定机构的电子印章（第二条、第三条，见<link to="/catalogue">资格目录</link>）；</li>
          <li>电子证书与纸质证书具有同等法律效力；纸质证书仍按原方式制发，已制发的遗失、损毁或者逾期不领取的，不再补发（第四条）；</li>
          <li>项目如有变动，另行通知（第五条）。</li>
        </ul>
      </section>
      <section id="privacy"><h2>隐私</h2>
        <p>只有已经知道姓名、证件号码和管理号的人才能查到证书；页面上的证件号码只显示前三位和后四位。</p>
        <p>查询操作会被记录，用于安全审计与统计；日志中不出现姓名和证件号码。本站不使用第三方资源，不需要脚本，不向第三方发送您填写的内容。结果页面不被浏览器缓存，也不供搜索引擎收录。</p>
      </section>
    </help.sections>
  </xsl:variable>
</xsl:stylesheet>
