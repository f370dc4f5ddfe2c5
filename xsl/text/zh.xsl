<?xml version="1.0" encoding="UTF-8"?>
<!-- The sentences in Chinese; en.xsl has the same keys. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="zh">
    <frame.skip>跳到主要内容</frame.skip>
    <frame.nav>主导航</frame.nav>
    <frame.lookup>查询验证</frame.lookup>
    <frame.verify>核验文件</frame.verify>
    <frame.catalogue>资格目录</frame.catalogue>
    <frame.holder>我的证书</frame.holder>
    <frame.sign-out>退出登录</frame.sign-out>
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
    <home.label.file>电子证书文件</home.label.file>
    <home.hint.file>下载得到的原始 .xml 文件，最大 2 MB；不要截图、转换或编辑</home.hint.file>
    <home.file>我有证书文件</home.file>
    <home.file.body><p>收到的是电子证书文件（.xml）？<link to="/verify">上传核验</link>，逐项检查签名、印章、加注和登记状态。</p><p>要核对多人？<link to="/batch">批量查询</link></p></home.file.body>
    <home.where>三项信息在证书上的位置</home.where>
    <home.what>能查到什么</home.what>
    <home.what.body><ul><li><link to="/catalogue">31 项</link>专业技术人员职业资格的电子证书</li><li>证书当前状态：有效、暂停使用、已撤销或已更正</li><li>证书预览，证件号码部分隐藏</li></ul></home.what.body>
    <home.force>法律效力</home.force>
    <home.force.body><p>电子证书与纸质证书具有同等法律效力。<link to="/help" at="force">了解更多</link></p></home.force.body>
    <home.holder>持证人</home.holder>
    <home.holder.body><p>在<link to="/holder">我的证书</link>查看、加注和下载自己的证书，也能看到谁查看过。<link to="/help" at="holder">登录与加注</link></p></home.holder.body>

    <batch.title>批量查询</batch.title>
    <batch.lead>用人单位一次核对多人的证书：上传姓名、证件号码、管理号三列的表格，最多 500 行，无需注册。</batch.lead>
    <batch.form>上传表格</batch.form>
    <batch.label>填好的表格（CSV）</batch.label>
    <batch.hint>最多 500 行、256 KB；编码 UTF-8 或 GB18030 均可</batch.hint>
    <batch.submit>上传并检查</batch.submit>
    <batch.template>表格模板</batch.template>
    <batch.template.get>下载模板</batch.template.get>
    <batch.template.body><ul><li>第一行写“姓名”“证件号码”“管理号”，顺序不限</li><li>请先把号码列设为“文本”格式，以免末位数字丢失</li><li>删去样本行，填好后另存为 CSV 文件</li></ul></batch.template.body>
    <batch.privacy>数据如何处理</batch.privacy>
    <batch.privacy.body><p>上传的表格不保存；各行内容加密存放，一小时后删除，结果也只在这一小时内可以下载。</p><p>请只查询您有权核对的人。查询会被记录，持证人登录后可以看到自己的证书被查询过。</p></batch.privacy.body>
    <batch.faults>有 <value/> 行需要修改</batch.faults>
    <batch.faults.none-looked-up>尚未查询任何一行。请修改后重新上传，或只查询没有问题的行。</batch.faults.none-looked-up>
    <batch.faults.more>另有 <value/> 处问题未列出。</batch.faults.more>
    <batch.go-on>查询没有问题的 <value/> 行</batch.go-on>
    <batch.row>行号</batch.row>
    <batch.column>列</batch.column>
    <batch.column.name>姓名</batch.column.name>
    <batch.column.id_number>证件号码</batch.column.id_number>
    <batch.column.management_no>管理号</batch.column.management_no>
    <batch.column.row>整行</batch.column.row>
    <batch.value>内容</batch.value>
    <batch.fault>问题</batch.fault>
    <batch.is.waiting>等待确认</batch.is.waiting>
    <batch.is.running>正在查询</batch.is.running>
    <batch.is.done>批量查询结果</batch.is.done>
    <batch.refresh>查看进度</batch.refresh>
    <batch.fact.rows>行数</batch.fact.rows>
    <batch.fact.found>已查到</batch.fact.found>
    <batch.fact.not-found>未查询到</batch.fact.not-found>
    <batch.fact.not-checked>未能核验</batch.fact.not-checked>
    <batch.fact.at>上传时间</batch.fact.at>
    <batch.fact.until>删除时间</batch.fact.until>
    <batch.csv>下载结果（CSV）</batch.csv>
    <batch.xlsx>下载结果（XLSX）</batch.xlsx>
    <batch.summary>下载签名摘要（XML，不含姓名和号码）</batch.summary>
    <batch.limits><p>“未查询到”不等于证书虚假：请核对三项信息。“未能核验”是系统原因，不代表证书无效，请稍后重新查询。查到证书不证明出示者就是持证人。</p></batch.limits>
    <batch.result>结果</batch.result>
    <batch.digest>上传文件的摘要：</batch.digest>
    <batch.outcome.not-found>未查询到</batch.outcome.not-found>
    <batch.outcome.not-checked>未能核验，不代表证书无效</batch.outcome.not-checked>
    <batch.state.issued>有效</batch.state.issued>
    <batch.state.suspended>暂停使用</batch.state.suspended>
    <batch.state.revoked>已撤销</batch.state.revoked>
    <batch.state.superseded>已更正</batch.state.superseded>
    <batch.since>（<value/>起）</batch.since>

    <verify.title>核验文件</verify.title>
    <verify.lead>收到电子证书文件（.xml）后，在此上传，逐项核验数字签名、电子印章、加注和登记状态。</verify.lead>
    <verify.form>我有证书文件</verify.form>
    <verify.submit>上传并核验</verify.submit>
    <verify.what>核验什么</verify.what>
    <verify.what.body><ul><li>文件是否由本系统出具、是否被改动</li><li>电子印章与签名证书是否可信</li><li>加注是否在有效期内、是否撤回</li><li>与登记信息是否一致，证书当前是否有效</li></ul><p>任何一项未能检查，都不会显示为通过。</p></verify.what.body>
    <verify.privacy>文件如何处理</verify.privacy>
    <verify.privacy.body><p>文件只在内存中核验，不保存。核验报告不含姓名和证件号码，保留 90 天。</p><p>核验会被记录，持证人登录后可以看到自己的证书被核验过。</p></verify.privacy.body>
    <verify.paper>只有纸质件？</verify.paper>
    <verify.paper.body><p>打印的加注件请扫描二维码或输入验证码；纸质证书请凭姓名和号码<link to="/">查询证书</link>。</p><p>核验报告（.xml）也可以在此上传，核验报告本身的真伪。</p><p>要核对多人？<link to="/batch">批量查询</link></p></verify.paper.body>
    <reports.title>统计报表</reports.title>
    <reports.lead>供管理员使用。报表只含数字，不含任何人的信息；每张报表都写明口径，可查看 SQL，可下载为 CSV、XLSX 和 XML。</reports.lead>
    <figures.run>查询</figures.run>
    <figures.all>全部</figures.all>
    <figures.as-of>统计时间：</figures.as-of>
    <figures.csv>下载 CSV</figures.csv>
    <figures.xlsx>下载 XLSX</figures.xlsx>
    <figures.xml>下载 XML</figures.xml>
    <figures.none>没有符合条件的记录。</figures.none>
    <figures.cut>共 <value/> 行，本页只显示前 500 行，全部内容请下载。</figures.cut>
    <figures.total>合计</figures.total>
    <figures.definitions>各栏口径</figures.definitions>
    <figures.sql>查询语句</figures.sql>
    <figures.sql.hint>本页的数字由数据库中的这个存储过程得出；在数据库中调用它（<code>CALL</code>），或运行 <code>ecert report</code>，结果相同。</figures.sql.hint>

    <verification.valid>证书有效</verification.valid>
    <verification.valid.next><p>适用于该文件的各项检查均通过。请核对文件内容与出示者是否相符。</p></verification.valid.next>
    <verification.not-valid>不能认定为有效</verification.not-valid>
    <verification.not-valid.next><p>请勿仅凭此文件认定资格；可以请持证人重新出示，或凭姓名和号码<link to="/">查询证书</link>。</p></verification.not-valid.next>
    <verification.undecided>未能得出结论</verification.undecided>
    <verification.undecided.next><p>有检查未能完成，因此不能认定为有效；这不代表证书无效。请稍后重新上传核验。</p></verification.undecided.next>
    <verification.report.genuine>核验报告真实，未被改动</verification.report.genuine>
    <verification.report.genuine.next><p>这只说明报告由本系统出具；所核验的证书是否有效，以报告当时的结论为准，见下。</p></verification.report.genuine.next>
    <verification.report.not-valid>不能认定为本系统出具的核验报告</verification.report.not-valid>
    <verification.report.not-valid.next><p>请勿采信；请上传原证书文件重新核验。</p></verification.report.not-valid.next>
    <verification.report.undecided>未能得出结论</verification.report.undecided>
    <verification.report.undecided.next><p>有检查未能完成；这不代表报告是伪造的。请稍后重新上传，或上传原证书文件重新核验。</p></verification.report.undecided.next>
    <verification.failed>未通过：</verification.failed>
    <verification.why.format><p>请使用下载得到的原始 .xml 文件；截图、PDF、另存或编辑过的文件都无法核验。</p></verification.why.format>
    <verification.why.signature-value><p>文件内容在签名之后被改动过，或者签名另有来源。</p></verification.why.signature-value>
    <verification.why.signer-certificate><p>文件不是由受信任的签名者签出的，任何人都可以制作这样的文件。</p></verification.why.signer-certificate>
    <verification.why.annotation-state><p>可能已过期或已由持证人撤回；证书本身不受影响，请持证人重新加注，出示新的加注件。</p></verification.why.annotation-state>
    <verification.why.registry-record><p>签名真实，但与登记库中的记录不符；请联系发证机构。</p></verification.why.registry-record>
    <verification.why.registry-state><p>文件真实，但证书当前不是有效状态（暂停使用、已撤销或已更正）。</p></verification.why.registry-state>
    <verification.number>报告编号</verification.number>
    <verification.management>管理号（部分隐藏）</verification.management>
    <verification.file>所核验的文件</verification.file>
    <verification.size><value/> 字节</verification.size>
    <verification.reported>该报告的编号、时间与结论</verification.reported>
    <verification.checks>逐项检查</verification.checks>
    <verification.details>技术细节</verification.details>
    <verification.face>登记库中的证书（现在）</verification.face>
    <verification.face.hint>以下内容来自登记库，不是来自所上传的文件；不写入核验报告，只在本页显示 10 分钟。</verification.face.hint>
    <verification.differences>文件与登记不一致之处</verification.differences>
    <verification.field>项目</verification.field>
    <verification.in-file>文件所载</verification.in-file>
    <verification.in-registry>登记所载</verification.in-registry>
    <verification.field.title>资格名称</verification.field.title>
    <verification.field.statement>证书说明</verification.field.statement>
    <verification.field.authorities>批准部门</verification.field.authorities>
    <verification.field.issuer>颁发机构</verification.field.issuer>
    <verification.field.name>姓名</verification.field.name>
    <verification.field.idNumber>证件号码（部分隐藏）</verification.field.idNumber>
    <verification.field.sex>性别</verification.field.sex>
    <verification.field.birth>出生年月</verification.field.birth>
    <verification.field.qualification>资格代码</verification.field.qualification>
    <verification.field.level>级别</verification.field.level>
    <verification.field.specialty>专业</verification.field.specialty>
    <verification.field.approved>批准日期</verification.field.approved>
    <verification.field.managementNo>管理号</verification.field.managementNo>
    <verification.field.issued>制发日期</verification.field.issued>
    <verification.field.licence>电子证照标识</verification.field.licence>
    <verification.field.seal>电子印章名称</verification.field.seal>
    <verification.limits>本报告不证明什么</verification.limits>
    <verification.keep>核验报告</verification.keep>
    <verification.keep.until>报告不含姓名和证件号码，保留至 <value/>，可凭以下地址查看、打印：</verification.keep.until>
    <verification.keep.sealed>报告载有本服务的电子印章和数字签名；日后可在“核验文件”上传，核验报告本身的真伪。</verification.keep.sealed>
    <verification.keep.seal>本服务的电子印章</verification.keep.seal>
    <verification.keep.hint>报告含数字签名；日后可在“核验文件”上传，核验报告本身的真伪。</verification.keep.hint>
    <verification.download>下载报告（XML，含数字签名）</verification.download>
    <verification.unkept>核验报告未能保存</verification.unkept>
    <verification.unkept.body>本次结果没有报告编号，只在本页显示。需要留存的，请稍后重新上传核验。</verification.unkept.body>
    <verification.again>再核验一个文件</verification.again>

    <code.title>我有验证码</code.title>
    <code.another>核验另一份加注件</code.another>
    <code.label>加注件验证码</code.label>
    <code.hint>印在加注件下方，共 26 位；大小写、连字符和空格不影响核验</code.hint>
    <code.submit>核验加注件</code.submit>
    <field.choose>请选择</field.choose>

    <error.prefix>错误：</error.prefix>
    <error.heading>有问题需要处理</error.heading>
    <error.typed>您输入了 <value/> 位。</error.typed>
    <error.suggestion>改用“<value/>”并查询</error.suggestion>

    <verdict.heading>
      <issued>证书有效</issued>
      <suspended>证书暂停使用，状态可能恢复</suspended>
      <revoked>证书已撤销</revoked>
      <superseded>该证书已更正</superseded>
      <not-found>未查询到</not-found>
      <copy-good>加注件有效，证书有效</copy-good>
      <copy-expired>加注已过期，证书本身仍有效</copy-expired>
      <copy-withdrawn>加注已由持证人撤回，证书本身仍有效</copy-withdrawn>
      <copy-unknown>没有这个验证码</copy-unknown>
      <unchecked>暂时无法核验</unchecked>
    </verdict.heading>
    <verdict.when>
      <revoked><span class="when">（<value/>）</span></revoked>
    </verdict.when>
    <verdict.since>
      <suspended>自<value/>起暂停使用。</suspended>
      <superseded>更正日期：<value/>。</superseded>
      <copy-expired>加注有效期至<value/>。</copy-expired>
      <copy-withdrawn>撤回日期：<value/>。</copy-withdrawn>
    </verdict.since>
    <verdict.next>
      <issued><p>请核对以下信息与您手中的证书是否一致。</p></issued>
      <suspended><p>暂停期间请勿据此认定持证人的资格。如有疑问请联系发证机构。</p></suspended>
      <revoked><p>此证书不再有效。如有疑问请联系发证机构。</p></revoked>
      <superseded><p>以下是更正前的证书，请勿继续使用；请持证人出示更正后的证书。</p></superseded>
      <not-found><p>没有与所填三项信息完全一致的证书。可能原因：</p><ol><li>信息输入有误：请对照证书核对姓名、证件号码和管理号；</li><li>无此证书；</li><li>该类证书暂不在查询范围：<link to="/catalogue">查看范围</link>。</li></ol><p>未查询到不等于证书虚假。核对后仍未查询到的，请联系发证机构。</p></not-found>
      <copy-good><p>请核对以下内容与您手中的加注件是否一致，用途和接收方是否与您相符。</p></copy-good>
      <copy-expired><p>过期的只是这份加注件。请持证人重新加注，出示新的加注件。</p></copy-expired>
      <copy-withdrawn><p>这份加注件不再有效。如需使用，请持证人重新加注。</p></copy-withdrawn>
      <copy-unknown><p>没有哪份加注件使用这个验证码。可能原因：</p><ol><li>验证码输入有误：请对照加注件逐位核对；</li><li>该加注件不是由本系统制作的。</li></ol><p>这不说明证书虚假。可以请持证人重新出示，或凭姓名和号码<link to="/">查询证书</link>。</p></copy-unknown>
      <unchecked><p>请稍后再试；不代表证书无效。</p></unchecked>
    </verdict.next>
    <verdict.stamp>
      <suspended>暂停使用</suspended>
      <revoked>已撤销</revoked>
      <superseded>已更正</superseded>
      <copy-expired>加注已过期</copy-expired>
      <copy-withdrawn>加注已撤回</copy-withdrawn>
      <unchecked>未经核验</unchecked>
    </verdict.stamp>
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
    <gloss.maker>制作机构</gloss.maker>
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

    <date.months>
      <month>1月</month>
      <month>2月</month>
      <month>3月</month>
      <month>4月</month>
      <month>5月</month>
      <month>6月</month>
      <month>7月</month>
      <month>8月</month>
      <month>9月</month>
      <month>10月</month>
      <month>11月</month>
      <month>12月</month>
    </date.months>

    <problem.title>未能完成</problem.title>
    <problem.title.sign-in-off>未开通持证人登录</problem.title.sign-in-off>
    <problem.title.sign-in-needed>需要登录</problem.title.sign-in-needed>
    <problem.title.sign-in-refused>未能登录</problem.title.sign-in-refused>
    <problem.title.code-expired>验证码已失效</problem.title.code-expired>
    <problem.title.form-not-ours>表单已失效</problem.title.form-not-ours>
    <problem.title.quota-full>加注名额已用完</problem.title.quota-full>
    <problem.title.already-withdrawn>加注件已撤回</problem.title.already-withdrawn>
    <problem.title.copy-gone>加注件已过期</problem.title.copy-gone>
    <problem.title.not-in-force>证书不在有效状态</problem.title.not-in-force>
    <problem.title.400>请求有误</problem.title.400>
    <problem.title.404>没有这个页面</problem.title.404>
    <problem.title.405>请求方式不对</problem.title.405>
    <problem.title.410>查询结果已过期</problem.title.410>
    <problem.title.413>提交的内容过大</problem.title.413>
    <problem.title.421>网址不属于本站</problem.title.421>
    <problem.title.429>查询过于频繁</problem.title.429>
    <problem.title.500>系统出错，未能完成</problem.title.500>
    <problem.title.503>暂时无法核验</problem.title.503>
    <problem.unchecked>系统未能完成核验，此结果不代表证书无效，也不代表没有该证书。</problem.unchecked>
    <problem.said>不代表证书无效</problem.said>
    <problem.request>请求编号</problem.request>
    <problem.code>问题代码</problem.code>
    <problem.report>联系管理员时，请提供以下信息：</problem.report>
    <problem.home>返回查询首页</problem.home>
    <problem.sign-in>去登录</problem.sign-in>
    <problem.holder>返回我的证书</problem.holder>

    <sign-in.title>持证人登录</sign-in.title>
    <sign-in.lead>登录后可以查看自己的证书、加注并下载，也能看到谁查询过。</sign-in.lead>
    <sign-in.form>验明身份</sign-in.form>
    <sign-in.form.hint>两项均须填写。验证码将发送到登记的手机号码。</sign-in.form.hint>
    <sign-in.submit>获取验证码</sign-in.submit>
    <sign-in.who>谁可以登录</sign-in.who>
    <sign-in.who.body><ul><li>本站登记的电子证书的持证人本人</li><li>手机号码已在发证机构登记；号码变更或没有登记的，请联系发证机构</li></ul></sign-in.who.body>
    <sign-in.not>不登录也能办的事</sign-in.not>
    <sign-in.not.body><ul><li><link to="/">查询验证</link>一份证书，无须登录</li><li>核验收到的加注件，也无须登录</li></ul></sign-in.not.body>
    <sign-in.gateway>统一身份认证</sign-in.gateway>
    <sign-in.gateway.hint>本站使用统一身份认证。点击下面的按钮前往认证，完成后自动回到本站。</sign-in.gateway.hint>
    <sign-in.gateway.go>前往认证</sign-in.gateway.go>

    <sign-in-code.title>输入验证码</sign-in-code.title>
    <sign-in-code.lead>如信息与登记一致，验证码已发送到登记的手机号码。</sign-in-code.lead>
    <sign-in-code.form>短信验证码</sign-in-code.form>
    <sign-in-code.label>验证码</sign-in-code.label>
    <sign-in-code.hint>短信中的 6 位数字，5 分钟内有效，最多可试 5 次</sign-in-code.hint>
    <sign-in-code.submit>登录</sign-in-code.submit>
    <sign-in-code.none>没有收到验证码</sign-in-code.none>
    <sign-in-code.none.body><p>请稍等片刻，并检查手机是否拦截了短信。仍没有收到的，可能原因：</p><ol><li>姓名或证件号码与登记的不一致：<link to="/sign-in">重新填写</link>；</li><li>登记的手机号码已经变更，或者没有登记：请联系发证机构。</li></ol><p>为保护持证人，无论信息是否与登记一致，本页的答复都相同。</p></sign-in-code.none.body>

    <holder.title>我的证书</holder.title>
    <holder.of>持证人：</holder.of>
    <holder.lead>以下是登记在您名下的电子证书。打开一份证书，可以加注、下载，并查看谁查询过。</holder.lead>
    <holder.back>返回我的证书</holder.back>
    <holder.tag.issued>有效</holder.tag.issued>
    <holder.tag.suspended>暂停使用</holder.tag.suspended>
    <holder.tag.revoked>已撤销</holder.tag.revoked>
    <holder.tag.superseded>已更正</holder.tag.superseded>
    <holder.tag.unchecked>暂时无法核验</holder.tag.unchecked>
    <holder.told.suspended>状态可能恢复</holder.told.suspended>
    <holder.told.revoked>不再有效</holder.told.revoked>
    <holder.told.superseded>请使用更正后的证书</holder.told.superseded>
    <holder.empty>没有可以显示的证书</holder.empty>
    <holder.empty.body><p>在您登录所用的姓名和证件号码名下，本站没有可以显示的电子证书。可能原因：</p><ol><li>没有取得电子证书，或者证书已批准而尚未制发；</li><li>该类证书尚未纳入本站：<link to="/catalogue">查看已纳入的资格</link>；</li><li>姓名或证件号码更正过，与登记的不一致：请联系发证机构更正登记。</li></ol><p>这里没有，不代表您没有取得资格，也不代表已有的纸质证书无效。</p></holder.empty.body>
    <holder.face.hint>供您本人核对，打印时不出现。交给他人请用加注件。</holder.face.hint>
    <holder.face.plain>供您本人核对，打印时不出现。交给他人请用下载的文件。</holder.face.plain>
    <holder.next.issued><p>证书本身不会到期；到期的只是加注件。</p></holder.next.issued>
    <holder.next.suspended><p>暂停期间不能加注，已有的加注件不能下载。如有疑问请联系发证机构。</p></holder.next.suspended>
    <holder.next.revoked><p>此证书不再有效，不能加注，已有的加注件不能下载。如有疑问请联系发证机构。</p></holder.next.revoked>
    <holder.next.superseded><p>以下是更正前的证书，请使用更正后的证书：<link to="/holder">查看我的证书</link>。</p></holder.next.superseded>
    <holder.next.unchecked><p>请稍后再试；不代表证书无效。</p></holder.next.unchecked>

    <annotate.title>加注</annotate.title>
    <annotate.why>为防止证书被挪作他用，只有写明用途和有效期的副本（加注件）才能下载并交给他人；到期的是副本，证书本身不会到期；每份最长 90 天，同一证书往前 90 天内最多 3 份，撤回的不计。</annotate.why>
    <annotate.quota-full><p><strong>名额已用完，暂时不能再加注。</strong>如有不再使用的加注件，打开它并撤回，即可腾出名额。</p></annotate.quota-full>
    <annotate.not-in-force><p>证书不在有效状态，不能加注。</p></annotate.not-in-force>
    <annotate.not-needed><p>这份证书由协会、学会等在 2021 年 12 月 17 日以前制发，无须加注，可以直接下载。</p></annotate.not-needed>
    <annotate.closed><p><strong>暂时不能为这份证书加注。</strong>请稍后再试；证书本身不受影响。</p></annotate.closed>
    <annotate.used>往前 90 天内已加注</annotate.used>
    <annotate.used.of><strong><value/></strong> 份，</annotate.used.of>
    <annotate.used.most>最多 <value/> 份</annotate.used.most>
    <annotate.next>下次可以加注</annotate.next>
    <annotate.next.now>现在就可以</annotate.next.now>
    <annotate.label.scene>用途</annotate.label.scene>
    <annotate.hint.scene>写在副本上，副本只能用于此事</annotate.hint.scene>
    <annotate.label.recipient>接收方（选填）</annotate.label.recipient>
    <annotate.hint.recipient>副本交给谁就写谁，写在副本上；最多 100 个字</annotate.hint.recipient>
    <annotate.label.days>有效天数</annotate.label.days>
    <annotate.hint.days>1 至 90 天，从加注时算起</annotate.hint.days>
    <annotate.submit>加注</annotate.submit>

    <copies.title>加注件</copies.title>
    <copies.hint>打开一份加注件，可以下载或撤回。机构为办理行政事项制作的加注件也列在此处，不占用您 90 天 3 次的次数。</copies.hint>
    <copies.maker>制作机构</copies.maker>
    <copies.none>这份证书还没有加注件。</copies.none>
    <copies.of>，加注于</copies.of>
    <annotated.scene>用途</annotated.scene>
    <annotated.recipient>接收方</annotated.recipient>
    <annotated.anyone>未写明</annotated.anyone>
    <annotated.made>加注时间</annotated.made>
    <annotated.expires>有效期至</annotated.expires>
    <annotated.withdrawn>撤回时间</annotated.withdrawn>
    <annotated.state>状态</annotated.state>
    <annotated.code>加注件验证码</annotated.code>
    <annotated.address>核验地址</annotated.address>
    <annotated.tag.good>有效</annotated.tag.good>
    <annotated.tag.expired>已过期</annotated.tag.expired>
    <annotated.tag.withdrawn>已撤回</annotated.tag.withdrawn>
    <annotated.heading.good>加注件有效</annotated.heading.good>
    <annotated.heading.expired>加注件已过期</annotated.heading.expired>
    <annotated.heading.withdrawn>加注件已撤回</annotated.heading.withdrawn>
    <annotated.next.good>可以下载并交给接收方。到期的只是这份副本，证书本身不会到期。</annotated.next.good>
    <annotated.next.expired>过期的只是这份副本，证书本身不受影响；需要时可以重新加注。</annotated.next.expired>
    <annotated.next.withdrawn>撤回的只是这份副本，证书本身不受影响；需要时可以重新加注。</annotated.next.withdrawn>
    <annotated.not-in-force>因此这份加注件不能再使用，也不能下载。如有疑问请联系发证机构。</annotated.not-in-force>
    <annotated.face>加注件预览</annotated.face>
    <annotated.keep>下载</annotated.keep>
    <annotated.download>下载加注件（XML，含电子签章）</annotated.download>
    <annotated.hand>交给他人</annotated.hand>
    <annotated.hand.body><ul><li>把下载的文件原样交给接收方，不要编辑</li><li>接收方凭加注件验证码即可核验，无须登录</li><li>需要纸质件时，请用浏览器的打印功能，纸张选 A4；纸上带有加注件验证码和核验地址</li></ul></annotated.hand.body>
    <annotated.see>看看接收方核验时看到什么</annotated.see>
    <withdraw.title>撤回</withdraw.title>
    <withdraw.open>撤回这份加注件</withdraw.open>
    <withdraw.ask><p><strong>确定撤回吗？撤回后不能恢复。</strong></p><ul><li>接收方再核验时，会看到加注已由持证人撤回</li><li>这份加注件不能再下载；已经交出去的文件不会消失</li><li>证书本身不受影响，所占名额随即恢复</li></ul></withdraw.ask>
    <withdraw.submit>确定撤回</withdraw.submit>

    <access.title>查看记录</access.title>
    <access.hint>谁通过什么方式查看过这份证书，最近的在前。记录中没有查看者的网络地址。</access.hint>
    <access.none>还没有查看记录。</access.none>
    <access.at>时间</access.at>
    <access.channel>方式</access.channel>
    <access.actor>查看者</access.actor>
    <access.found>结果</access.found>
    <access.matter>事项：</access.matter>
    <access.cause>事由：</access.cause>
    <access.channel.triple>凭姓名、证件号码和管理号查询</access.channel.triple>
    <access.channel.code>凭加注件验证码核验</access.channel.code>
    <access.channel.file>上传文件核验</access.channel.file>
    <access.channel.batch>批量查询</access.channel.batch>
    <access.channel.bureau>机构接口查询</access.channel.bureau>
    <access.channel.copy>机构为办理行政事项制作或调取加注件</access.channel.copy>
    <access.channel.mirror>所在省的主管部门同步本省证书数据</access.channel.mirror>
    <access.channel.download>下载</access.channel.download>
    <access.channel.holder>登录查看</access.channel.holder>
    <access.channel.other>其他方式</access.channel.other>
    <access.actor.public>公众</access.actor.public>
    <access.actor.holder>本人</access.actor.holder>
    <access.actor.bureau>机构</access.actor.bureau>
    <access.actor.operator>运营人员</access.actor.operator>
    <access.found.true>已显示证书</access.found.true>
    <access.found.false>未显示证书</access.found.false>

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
        <p>电子证书文件是带数字签名的 XML 文件，载有证书的全部内容和电子签章。它由持证人加注后下载，交给接收方；结果页面提供下载时，会出现“下载电子证书”链接。</p>
        <p>请原样保存：另存、转换或编辑都会使签名失效。纸上或屏幕上的预览不带签名，不能代替电子证书文件。</p>
      </section>
      <section id="verify"><h2>验证下载的文件</h2>
        <p>签名采用 W3C XML 数字签名，任何支持该标准的工具都能验证。需要两样东西：电子证书文件，以及从运营单位取得的根证书（下例中的 ca.pem）。</p>
        <pre tabindex="0"><code>xmlsec1 --verify --trusted-pem ca.pem certificate.xml</code></pre>
        <p>验证通过说明文件自签名以来一字未改，且由所信任的机构签出。它不说明证书此刻仍然有效：状态请以<link to="/">查询结果</link>为准。</p>
      </section>
      <section id="annotation"><h2>加注</h2>
        <p>自 2021 年 12 月 17 日起，使用部印章的电子证书须由持证人加注后方可查看或下载。加注，就是在证书副本上写明用途和有效期，防止副本被挪作他用；写明之后的副本称为加注件。</p>
        <ul>
          <li>每份加注件的有效期最长 90 天；</li>
          <li>自申请之日往前 90 天内，同一证书最多加注 3 份；</li>
          <li>此前由协会、学会制发的电子证书无须加注。</li>
        </ul>
        <p><strong>加注件过期不是证书过期。</strong>过期的只是那一份副本，证书本身不受影响，持证人可以重新加注。</p>
      </section>
      <section id="holder" needs="sign-in"><h2>登录与加注</h2>
        <p>持证人<link to="/sign-in">登录</link>后，在<link to="/holder">我的证书</link>可以查看登记在自己名下的证书，加注、下载，并看到谁查看过。</p>
        <dl>
          <dt>登录</dt><dd>本站或者把 6 位验证码发送到登记的手机（5 分钟内有效，最多可试 5 次），或者引导您前往统一身份认证。15 分钟没有操作，登录自动结束；在公用电脑上用完请点“退出登录”。</dd>
          <dt>加注</dt><dd>选择用途，填写有效天数（1 至 90 天），需要时写明接收方。加注件当即生成，可以下载，也可以打印；上面有电子印章、用途、有效期、验证码和二维码。</dd>
          <dt>名额</dt><dd>往前 90 天内，同一证书最多 3 份：过期的仍计入，撤回的不计。名额用完时，页面写明下次可以加注的日期。</dd>
          <dt>撤回</dt><dd>仍有效的加注件可以随时撤回，撤回后不能恢复。接收方再核验时，会看到加注已由持证人撤回；已经交出去的文件不会消失。</dd>
          <dt>没有可以显示的证书</dt><dd>可能是没有取得电子证书或证书尚未制发，该类证书尚未纳入本站，或者姓名、证件号码更正过而与登记的不一致。这不代表您没有取得资格。</dd>
        </dl>
      </section>
      <section id="check"><h2>核验收到的加注件</h2>
        <p>扫描加注件上的二维码，或在<link to="/">查询页</link>的“我有验证码”处输入 26 位验证码，无须登录。打印在纸上的加注件同样可以核验。</p>
        <dl>
          <dt>加注件有效，证书有效</dt><dd>页面显示加注件的内容。请与手中的加注件逐项核对，并看用途和接收方是否与您相符。</dd>
          <dt>加注已过期，或已由持证人撤回</dt><dd>这份副本不能再使用，证书本身仍有效：请持证人重新加注。</dd>
          <dt>证书暂停使用、已撤销或已更正</dt><dd>以证书的状态为准，加注件不能再使用。</dd>
          <dt>没有这个验证码</dt><dd>验证码输入有误，或者该加注件不是由本系统制作的。这不说明证书虚假。</dd>
        </dl>
        <p>扫码之后，请先看打开的网址是否属于本站：纸上的二维码可能被人替换，不要相信其他网站给出的结论。</p>
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
        <p>只有已经知道姓名、证件号码和管理号的人，或者拿到加注件的人，才能查到证书；页面上的证件号码只显示前三位和后四位。</p>
        <p>查询操作会被记录，用于安全审计与统计；日志中不出现姓名和证件号码。每份证书何时、以什么方式被查看或下载，持证人本人可以看到；这份记录中没有查看者的姓名和网络地址。</p>
        <p>查询和核验不使用浏览器标识（Cookie）。持证人登录时使用两个：一个用于验证码这一步，一个用于保持登录，退出登录或关闭浏览器后失效；都不用于跟踪。</p>
        <p>本站不使用第三方资源，不需要脚本，不向第三方发送您填写的内容。结果页面和持证人的页面不被浏览器缓存，也不供搜索引擎收录。</p>
      </section>
    </help.sections>
  </xsl:variable>
</xsl:stylesheet>
