<?xml version="1.0" encoding="UTF-8"?>
<!-- The sentences in English; zh.xsl has the same keys. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="en">
    <frame.skip>Skip to the main content</frame.skip>
    <frame.nav>Main navigation</frame.nav>
    <frame.lookup>Look up</frame.lookup>
    <frame.verify>Check a file</frame.verify>
    <frame.catalogue>Qualifications</frame.catalogue>
    <frame.holder>My certificates</frame.holder>
    <frame.sign-out>Sign out</frame.sign-out>
    <frame.help>Help</frame.help>
    <frame.operator>Operated by: </frame.operator>
    <frame.basis>Basis: notice of the General Office of the Ministry of Human Resources and Social Security on electronic certificates of professional qualification (<span lang="zh-CN">人社厅发〔2021〕97号</span>)</frame.basis>
    <frame.recorded>Look-ups are recorded for audit and statistics; no name or ID number is written to the logs. <link to="/help" at="privacy">Privacy</link></frame.recorded>
    <frame.specimen>This is a specimen site: every person and certificate on it is invented</frame.specimen>

    <home.title>Look up an electronic certificate</home.title>
    <home.lead>Fill in the three items as they stand on the certificate. When all three agree with the register, you see the certificate's present state and a preview of it.</home.lead>
    <home.form>The certificate</home.form>
    <home.required>All three are needed</home.required>
    <home.submit>Look up</home.submit>
    <home.label.name>Name (<span lang="zh-CN">姓名</span>)</home.label.name>
    <home.hint.name>Exactly as on the certificate. The separator in a name is "·", for example: <span lang="zh-CN">阿卜杜拉·买买提</span></home.hint.name>
    <home.label.id_number>ID number (<span lang="zh-CN">证件号码</span>)</home.label.id_number>
    <home.hint.id_number>Of the document that the certificate was applied for with; a resident ID number has 18 characters, for example: 110000199001010013</home.hint.id_number>
    <home.label.management_no>Management number (<span lang="zh-CN">管理号</span>)</home.label.management_no>
    <home.hint.management_no>Printed on the certificate after <span lang="zh-CN">管理号</span>, for example: 20211100611000000001</home.hint.management_no>
    <home.label.file>Certificate file</home.label.file>
    <home.hint.file>The .xml file as downloaded, 2 MB at most; not a picture, converted or edited</home.hint.file>
    <home.file>I have a certificate file</home.file>
    <home.file.body><p>Were you handed a certificate file (.xml)? <link to="/verify">Send it to be checked</link>: signature, seal, annotation and registered state, one by one.</p><p>Several people to check? <link to="/batch">Look up many at once</link></p></home.file.body>
    <home.where>Where the three items are on the certificate</home.where>
    <home.what>What you can find</home.what>
    <home.what.body><ul><li>Electronic certificates of <link to="/catalogue">31 professional qualifications</link></li><li>The present state: valid, suspended, revoked or corrected</li><li>A preview of the certificate with the ID number partly hidden</li></ul></home.what.body>
    <home.force>Legal force</home.force>
    <home.force.body><p>An electronic certificate has the same legal force as one on paper. <link to="/help" at="force">More about this</link></p></home.force.body>
    <home.holder>For holders</home.holder>
    <home.holder.body><p>See, annotate and download your own certificates under <link to="/holder">My certificates</link>, and see who looked. <link to="/help" at="holder">Signing in and annotating</link></p></home.holder.body>

    <batch.title>Many at once</batch.title>
    <batch.lead>For employers who check the certificates of several people: send a table of names, ID numbers and management numbers, 500 rows at most. No account is needed.</batch.lead>
    <batch.form>Send a table</batch.form>
    <batch.label>The filled-in table (CSV)</batch.label>
    <batch.hint>500 rows and 256 KB at most, in UTF-8 or GB18030</batch.hint>
    <batch.submit>Send and check the table</batch.submit>
    <batch.template>Template</batch.template>
    <batch.template.get>Download the template</batch.template.get>
    <batch.template.body><ul><li>The first row names the columns name, id_number and management_no, in any order</li><li>Format the columns of numbers as text first, or their last digits may be lost</li><li>Remove the specimen row, fill in yours and save as CSV</li></ul></batch.template.body>
    <batch.privacy>What becomes of the data</batch.privacy>
    <batch.privacy.body><p>The table is not kept; its rows are kept encrypted and deleted after an hour, and the results can be downloaded in that hour only.</p><p>Look up only people whom you may check. The look-ups are recorded: holders who sign in see that their certificate was looked up.</p></batch.privacy.body>
    <batch.faults>Rows to be mended: <value/></batch.faults>
    <batch.faults.none-looked-up>Nothing was looked up yet. Mend the table and send it again, or look up the rows that have no fault.</batch.faults.none-looked-up>
    <batch.faults.more>Further faults, not listed: <value/></batch.faults.more>
    <batch.go-on>Look up the rows without faults (<value/>)</batch.go-on>
    <batch.row>Row</batch.row>
    <batch.column>Column</batch.column>
    <batch.column.name>Name</batch.column.name>
    <batch.column.id_number>ID number</batch.column.id_number>
    <batch.column.management_no>Management number</batch.column.management_no>
    <batch.column.row>Whole row</batch.column.row>
    <batch.value>Content</batch.value>
    <batch.fault>What is wrong</batch.fault>
    <batch.is.waiting>Waiting for your decision</batch.is.waiting>
    <batch.is.running>Looking up</batch.is.running>
    <batch.is.done>Results</batch.is.done>
    <batch.refresh>See how far it is</batch.refresh>
    <batch.fact.rows>Rows</batch.fact.rows>
    <batch.fact.found>Found</batch.fact.found>
    <batch.fact.not-found>Not found</batch.fact.not-found>
    <batch.fact.not-checked>Could not check</batch.fact.not-checked>
    <batch.fact.at>Sent</batch.fact.at>
    <batch.fact.until>To be deleted</batch.fact.until>
    <batch.csv>Download the results (CSV)</batch.csv>
    <batch.xlsx>Download the results (XLSX)</batch.xlsx>
    <batch.summary>Download the signed summary (XML, no names or numbers)</batch.summary>
    <batch.limits><p>“Not found” does not mean that a certificate is false: compare the three items. “Could not check” is a fault of this service and does not mean that a certificate is not valid; look it up again later. That a certificate was found does not prove who shows it.</p></batch.limits>
    <batch.result>Result</batch.result>
    <batch.digest>SHA-256 of the table: </batch.digest>
    <batch.outcome.not-found>Not found</batch.outcome.not-found>
    <batch.outcome.not-checked>Could not check; this does not mean not valid</batch.outcome.not-checked>
    <batch.state.issued>Valid</batch.state.issued>
    <batch.state.suspended>Suspended</batch.state.suspended>
    <batch.state.revoked>Revoked</batch.state.revoked>
    <batch.state.superseded>Corrected</batch.state.superseded>
    <batch.since>(since <value/>)</batch.since>

    <verify.title>Check a file</verify.title>
    <verify.lead>Send the certificate file (.xml) that you were handed: its digital signature, electronic seal, annotation and registered state are checked one by one.</verify.lead>
    <verify.form>I have a certificate file</verify.form>
    <verify.submit>Send and check</verify.submit>
    <verify.what>What is checked</verify.what>
    <verify.what.body><ul><li>Whether this service made the file, and whether it was altered</li><li>Whether the seal and the signing certificates are trusted</li><li>Whether the annotation is in force, and not withdrawn</li><li>Whether it agrees with the register, and the certificate is in force now</li></ul><p>A check that could not be made is never shown as passed.</p></verify.what.body>
    <verify.privacy>What becomes of the file</verify.privacy>
    <verify.privacy.body><p>The file is checked in memory and not kept. The report has neither names nor ID numbers and is kept for 90 days.</p><p>The check is recorded: holders who sign in see that their certificate was checked.</p></verify.privacy.body>
    <verify.paper>Only paper?</verify.paper>
    <verify.paper.body><p>Scan the QR code of a printed copy or type its code; for a paper certificate, <link to="/">look it up</link> by name and numbers.</p><p>A verification report (.xml) can be sent here too, to see whether the report itself is genuine.</p><p>Several people to check? <link to="/batch">Look up many at once</link></p></verify.paper.body>
    <reports.title>Reports</reports.title>
    <reports.lead>For administrators. Reports have numbers only and tell of no person; each defines what it counts, shows its SQL and can be downloaded as CSV, XLSX and XML.</reports.lead>
    <figures.run>Ask</figures.run>
    <figures.all>All</figures.all>
    <figures.as-of>As of: </figures.as-of>
    <figures.csv>Download CSV</figures.csv>
    <figures.xlsx>Download XLSX</figures.xlsx>
    <figures.xml>Download XML</figures.xml>
    <figures.none>There is nothing to count here.</figures.none>
    <figures.cut>There are <value/> rows; this page shows the first 500, the files have them all.</figures.cut>
    <figures.total>Sum</figures.total>
    <figures.definitions>What the columns count</figures.definitions>
    <figures.sql>The query</figures.sql>
    <figures.sql.hint>The numbers of this page come from this stored procedure: to <code>CALL</code> it in the database, or to run <code>ecert report</code>, gives the same.</figures.sql.hint>

    <verification.valid>The certificate is valid</verification.valid>
    <verification.valid.next><p>Every check that applies to this file passed. Compare what the file says with who presents it.</p></verification.valid.next>
    <verification.not-valid>This cannot be taken as valid</verification.not-valid>
    <verification.not-valid.next><p>Do not rely on this file alone: ask the holder for another copy, or <link to="/">look the certificate up</link> by name and numbers.</p></verification.not-valid.next>
    <verification.undecided>No conclusion could be reached</verification.undecided>
    <verification.undecided.next><p>A check was not completed, so this cannot be taken as valid; it does not mean that the certificate is not valid. Send the file again later.</p></verification.undecided.next>
    <verification.report.genuine>The report is genuine and unaltered</verification.report.genuine>
    <verification.report.genuine.next><p>This says only that this service made the report. Whether the certificate was valid is what the report concluded at its time: see below.</p></verification.report.genuine.next>
    <verification.report.not-valid>This cannot be taken as a report of this service</verification.report.not-valid>
    <verification.report.not-valid.next><p>Do not rely on it: send the certificate file itself to be checked again.</p></verification.report.not-valid.next>
    <verification.report.undecided>No conclusion could be reached</verification.report.undecided>
    <verification.report.undecided.next><p>A check was not completed; this does not mean that the report is forged. Send it again later, or send the certificate file itself.</p></verification.report.undecided.next>
    <verification.failed>Failed: </verification.failed>
    <verification.why.format><p>Use the .xml file as downloaded: pictures, PDFs and files that were saved again or edited cannot be checked.</p></verification.why.format>
    <verification.why.signature-value><p>The content was changed after it was signed, or the signature is from elsewhere.</p></verification.why.signature-value>
    <verification.why.signer-certificate><p>No trusted signer signed this file; anybody can make one like it.</p></verification.why.signer-certificate>
    <verification.why.annotation-state><p>It may have expired, or its holder has withdrawn it. The certificate itself is not affected: ask the holder for a new copy.</p></verification.why.annotation-state>
    <verification.why.registry-record><p>The signature is genuine, but the register says otherwise: ask the issuing body.</p></verification.why.registry-record>
    <verification.why.registry-state><p>The file is genuine, but the certificate is not in force now (suspended, revoked or superseded).</p></verification.why.registry-state>
    <verification.number>Number of the report</verification.number>
    <verification.management>Management number (partly hidden)</verification.management>
    <verification.file>The file that was checked</verification.file>
    <verification.size><value/> bytes</verification.size>
    <verification.reported>Number, time and conclusion of that report</verification.reported>
    <verification.checks>Each check</verification.checks>
    <verification.details>Details</verification.details>
    <verification.face>The certificate in the register, now</verification.face>
    <verification.face.hint>This comes from the register, not from the file that was sent; it is not part of the report and is shown on this page for 10 minutes only.</verification.face.hint>
    <verification.differences>Where the file and the register differ</verification.differences>
    <verification.field>Field</verification.field>
    <verification.in-file>In the file</verification.in-file>
    <verification.in-registry>In the register</verification.in-registry>
    <verification.field.title>Title</verification.field.title>
    <verification.field.statement>Statement</verification.field.statement>
    <verification.field.authorities>Authorities</verification.field.authorities>
    <verification.field.issuer>Issuer</verification.field.issuer>
    <verification.field.name>Name</verification.field.name>
    <verification.field.idNumber>ID number (partly hidden)</verification.field.idNumber>
    <verification.field.sex>Sex</verification.field.sex>
    <verification.field.birth>Month of birth</verification.field.birth>
    <verification.field.qualification>Code of the qualification</verification.field.qualification>
    <verification.field.level>Level</verification.field.level>
    <verification.field.specialty>Specialty</verification.field.specialty>
    <verification.field.approved>Date of approval</verification.field.approved>
    <verification.field.managementNo>Management number</verification.field.managementNo>
    <verification.field.issued>Date of issue</verification.field.issued>
    <verification.field.licence>Licence identifier</verification.field.licence>
    <verification.field.seal>Name of the seal</verification.field.seal>
    <verification.limits>What this report does not prove</verification.limits>
    <verification.keep>The report</verification.keep>
    <verification.keep.until>It has neither names nor ID numbers, is kept until <value/> and can be seen and printed at this address:</verification.keep.until>
    <verification.keep.sealed>It bears the electronic seal of this service and its digital signature: send it to "Check a file" later to see whether it is genuine.</verification.keep.sealed>
    <verification.keep.seal>The service's electronic seal</verification.keep.seal>
    <verification.keep.hint>It is digitally signed: send it to "Check a file" later to see whether it is genuine.</verification.keep.hint>
    <verification.download>Download the report (XML, signed)</verification.download>
    <verification.unkept>The report could not be kept</verification.unkept>
    <verification.unkept.body>This result has no number and is shown on this page only. To have one to keep, send the file again later.</verification.unkept.body>
    <verification.again>Check another file</verification.again>

    <code.title>I have a code</code.title>
    <code.another>Check another copy</code.another>
    <code.label>Code of the copy (<span lang="zh-CN">验证码</span>)</code.label>
    <code.hint>At the foot of an annotated copy, 26 characters; case, hyphens and blanks do not matter</code.hint>
    <code.submit>Check the copy</code.submit>
    <field.choose>Choose one</field.choose>

    <error.prefix>Error: </error.prefix>
    <error.heading>There is a problem</error.heading>
    <error.typed>You typed <value/>.</error.typed>
    <error.suggestion>Look up "<value/>" instead</error.suggestion>

    <verdict.heading>
      <issued>The certificate is valid</issued>
      <suspended>The certificate is suspended; it may return to use</suspended>
      <revoked>The certificate has been revoked</revoked>
      <superseded>The certificate has been corrected</superseded>
      <not-found>Not found</not-found>
      <copy-good>The copy is good and the certificate is valid</copy-good>
      <copy-expired>The copy has expired; the certificate itself is still valid</copy-expired>
      <copy-withdrawn>The holder has withdrawn this copy; the certificate itself is still valid</copy-withdrawn>
      <copy-unknown>There is no copy with this code</copy-unknown>
      <unchecked>This could not be checked</unchecked>
    </verdict.heading>
    <verdict.when>
      <revoked><xsl:text> </xsl:text><span class="when">(<value/>)</span></revoked>
    </verdict.when>
    <verdict.since>
      <suspended>Suspended since <value/>. </suspended>
      <superseded>Corrected on <value/>. </superseded>
      <copy-expired>The copy was good until <value/>. </copy-expired>
      <copy-withdrawn>Withdrawn on <value/>. </copy-withdrawn>
    </verdict.since>
    <verdict.next>
      <issued><p>Compare what follows with the certificate in your hands.</p></issued>
      <suspended><p>Do not rely on it while it is suspended. If in doubt, ask the issuing body.</p></suspended>
      <revoked><p>It is no longer valid. If in doubt, ask the issuing body.</p></revoked>
      <superseded><p>What follows is the certificate before its correction. Do not use it; ask the holder for the corrected one.</p></superseded>
      <not-found><p>No certificate agrees with all three items. Possible causes:</p><ol><li>something was typed wrong: compare the name, the ID number and the management number with the certificate;</li><li>there is no such certificate;</li><li>this kind of certificate is not covered here: <link to="/catalogue">see what is covered</link>.</li></ol><p>Not found does not mean that a certificate is false. If it is still not found after checking, ask the issuing body.</p></not-found>
      <copy-good><p>Compare what follows with the copy in your hands; use and recipient should be yours.</p></copy-good>
      <copy-expired><p>Only this copy has ended. Ask the holder to annotate a new one.</p></copy-expired>
      <copy-withdrawn><p>This copy is no longer good. If one is needed, ask the holder to annotate a new one.</p></copy-withdrawn>
      <copy-unknown><p>Possible causes:</p><ol><li>the code was typed wrong: compare each character with the copy;</li><li>the copy was not made by this system.</li></ol><p>This does not mean that a certificate is false. Ask the holder to show the copy again, or <link to="/">look the certificate up</link> by name and numbers.</p></copy-unknown>
      <unchecked><p>Try again soon. This does not mean that the certificate is not valid.</p></unchecked>
    </verdict.next>
    <verdict.stamp>
      <suspended>Suspended</suspended>
      <revoked>Revoked</revoked>
      <superseded>Corrected</superseded>
      <copy-expired>Expired copy</copy-expired>
      <copy-withdrawn>Withdrawn copy</copy-withdrawn>
      <unchecked>Not checked</unchecked>
    </verdict.stamp>
    <verdict.reason>Reason: </verdict.reason>

    <result.when>Checked at</result.when>
    <result.zone> (Beijing time)</result.zone>
    <result.by>Checked by</result.by>
    <result.until>This page is kept until</result.until>
    <result.face>Preview of the certificate</result.face>
    <result.compare>Compare each item</result.compare>
    <result.compare.body><ul><li>the name and both ends of the ID number with the identity document</li><li>title, level and specialty with the certificate</li><li>date of approval, management number and date of issue with the certificate</li></ul></result.compare.body>
    <result.limits>What this does not prove</result.limits>
    <result.limits.body><ul><li>It does not prove that the person showing the certificate is its holder: check an identity document too.</li><li>It does not prove that the holder is registered, in practice or employed.</li><li>It tells the state at the time of the check only; look it up again later.</li><li>The preview on this page is not the electronic certificate and cannot be used in its place.</li></ul></result.limits.body>
    <result.download>Download the electronic certificate (XML, digitally signed)</result.download>
    <result.download.hint>Keep the file as it is; do not edit it. <link to="/help" at="verify">How to verify the signature</link></result.download.hint>
    <result.keep>Download and print</result.keep>
    <result.print>For paper, use your browser's print function with A4 paper; the print carries the verdict and the time.</result.print>
    <result.again>Look up another certificate</result.again>
    <result.retry>Go back and look up again</result.retry>
    <result.address>To check again, go to: </result.address>

    <copy.face>The certificate as on the copy, with the ID number partly hidden</copy.face>
    <copy.compare>Compare each item</copy.compare>
    <copy.compare.body><ul><li>this page with the copy in your hands, word for word</li><li>use and recipient with your own matter and body</li><li>the name and both ends of the ID number with the identity document</li></ul></copy.compare.body>
    <copy.limits>What this does not prove</copy.limits>
    <copy.limits.body><ul><li>It does not prove that the person showing the copy is its holder: check an identity document too.</li><li>It does not prove that the holder is registered, in practice or employed.</li><li>It does not prove that the paper or picture in your hands is unchanged: compare it with this page, or verify the file of the copy.</li><li>It tells the state at the time of the check; check again later.</li></ul></copy.limits.body>
    <copy.recorded>The check is recorded</copy.recorded>
    <copy.recorded.body><p>Time, way and outcome of this check are recorded, and the holder can see them. Your name and network address are not.</p></copy.recorded.body>
    <copy.annotation>This copy</copy.annotation>
    <copy.cause>Use</copy.cause>
    <copy.made>Annotated on</copy.made>
    <copy.expires>Good until</copy.expires>
    <copy.code>Code</copy.code>
    <copy.lookup>Look up by name and numbers</copy.lookup>

    <preview.state>State of the certificate: </preview.state>

    <gloss.name>Name</gloss.name>
    <gloss.idNumber>ID number</gloss.idNumber>
    <gloss.sex>Sex</gloss.sex>
    <gloss.birth>Born</gloss.birth>
    <gloss.specialty>Specialty</gloss.specialty>
    <gloss.level>Level</gloss.level>
    <gloss.approved>Approved on</gloss.approved>
    <gloss.managementNo>Management no.</gloss.managementNo>
    <gloss.cause>Only for: </gloss.cause>
    <gloss.maker>Made by</gloss.maker>
    <gloss.recipient>For</gloss.recipient>
    <gloss.made>Annotated on</gloss.made>
    <gloss.expires>Good until</gloss.expires>
    <gloss.code>Code</gloss.code>
    <gloss.issued>Issued on</gloss.issued>

    <catalogue.title>Qualifications</catalogue.title>
    <catalogue.lead>These professional qualifications have electronic certificates, and all of them can be looked up here. Items, order and style follow paragraphs 2 and 3 of the notice <span lang="zh-CN">人社厅发〔2021〕97号</span>; authorities and English titles are kept by the registry.</catalogue.lead>
    <catalogue.asof>As in force on <value/>.</catalogue.asof>
    <catalogue.list2>Qualifications under the ministry's electronic seal</catalogue.list2>
    <catalogue.list2.number>Notice, paragraph 2 · style 1</catalogue.list2.number>
    <catalogue.list3>Qualifications under the seal of an association or designated body</catalogue.list3>
    <catalogue.list3.number>Notice, paragraph 3 · style 2</catalogue.list3.number>
    <catalogue.count><value/> in all</catalogue.count>
    <catalogue.seal>Electronic seal</catalogue.seal>
    <catalogue.ordinal>No.</catalogue.ordinal>
    <catalogue.name>Qualification</catalogue.name>
    <catalogue.levels>Levels</catalogue.levels>
    <catalogue.specialties>Specialties</catalogue.specialties>
    <catalogue.approved>Approved and issued by</catalogue.approved>
    <catalogue.supervised>Supervised by</catalogue.supervised>
    <catalogue.issuer>Issued and sealed by</catalogue.issuer>
    <catalogue.none>none listed</catalogue.none>

    <date.months>
      <month>January</month>
      <month>February</month>
      <month>March</month>
      <month>April</month>
      <month>May</month>
      <month>June</month>
      <month>July</month>
      <month>August</month>
      <month>September</month>
      <month>October</month>
      <month>November</month>
      <month>December</month>
    </date.months>

    <problem.title>Not completed</problem.title>
    <problem.title.sign-in-off>Holders cannot sign in here</problem.title.sign-in-off>
    <problem.title.sign-in-needed>Sign in first</problem.title.sign-in-needed>
    <problem.title.sign-in-refused>You were not signed in</problem.title.sign-in-refused>
    <problem.title.code-expired>The code no longer works</problem.title.code-expired>
    <problem.title.form-not-ours>The form has expired</problem.title.form-not-ours>
    <problem.title.quota-full>No more copies for now</problem.title.quota-full>
    <problem.title.already-withdrawn>The copy has been withdrawn</problem.title.already-withdrawn>
    <problem.title.copy-gone>The copy has expired</problem.title.copy-gone>
    <problem.title.not-in-force>The certificate is not in force</problem.title.not-in-force>
    <problem.title.400>Something is wrong with the request</problem.title.400>
    <problem.title.404>There is no such page</problem.title.404>
    <problem.title.405>This method is not accepted</problem.title.405>
    <problem.title.410>The result has expired</problem.title.410>
    <problem.title.413>What was sent is too large</problem.title.413>
    <problem.title.421>Not an address of this site</problem.title.421>
    <problem.title.429>Too many requests</problem.title.429>
    <problem.title.500>Something went wrong; not completed</problem.title.500>
    <problem.title.503>This could not be checked</problem.title.503>
    <problem.unchecked>The check was not completed. This does not mean that the certificate is not valid, nor that there is none.</problem.unchecked>
    <problem.said>does not mean that the certificate is not valid</problem.said>
    <problem.request>Request number</problem.request>
    <problem.code>Problem code</problem.code>
    <problem.report>If you write to the administrator, give this:</problem.report>
    <problem.home>Back to the look-up page</problem.home>
    <problem.sign-in>Sign in</problem.sign-in>
    <problem.holder>Back to my certificates</problem.holder>

    <sign-in.title>Sign in as a holder</sign-in.title>
    <sign-in.lead>Once signed in, you can see your certificates, annotate and download copies, and see who looked.</sign-in.lead>
    <sign-in.form>Who you are</sign-in.form>
    <sign-in.form.hint>Both are needed. A code goes to the telephone on record.</sign-in.form.hint>
    <sign-in.submit>Send me a code</sign-in.submit>
    <sign-in.who>Who can sign in</sign-in.who>
    <sign-in.who.body><ul><li>Holders of electronic certificates that are on record here</li><li>Your telephone must be on record with the issuing body; if it has changed or is missing, ask that body</li></ul></sign-in.who.body>
    <sign-in.not>What needs no sign-in</sign-in.not>
    <sign-in.not.body><ul><li><link to="/">Looking a certificate up</link></li><li>Checking an annotated copy that you received</li></ul></sign-in.not.body>
    <sign-in.gateway>Unified identity service</sign-in.gateway>
    <sign-in.gateway.hint>This site uses the unified identity service. The button takes you there; afterwards you are brought back.</sign-in.gateway.hint>
    <sign-in.gateway.go>Go and sign in</sign-in.gateway.go>

    <sign-in-code.title>Type the code</sign-in-code.title>
    <sign-in-code.lead>If what you typed agrees with the register, a code has been sent to the telephone on record.</sign-in-code.lead>
    <sign-in-code.form>Code from the message</sign-in-code.form>
    <sign-in-code.label>Code</sign-in-code.label>
    <sign-in-code.hint>The 6 digits in the message; valid for 5 minutes, 5 tries at most</sign-in-code.hint>
    <sign-in-code.submit>Sign in</sign-in-code.submit>
    <sign-in-code.none>No code came</sign-in-code.none>
    <sign-in-code.none.body><p>Wait a moment and see whether your telephone blocked the message. If none comes, possible causes:</p><ol><li>the name or the ID number differs from the register: <link to="/sign-in">fill them in again</link>;</li><li>the telephone on record has changed or is missing: ask the issuing body.</li></ol><p>To protect holders, this page says the same whether or not what you typed agrees with the register.</p></sign-in-code.none.body>

    <holder.title>My certificates</holder.title>
    <holder.of>Holder: </holder.of>
    <holder.lead>These electronic certificates are registered in your name. Open one to annotate and download a copy and to see who looked.</holder.lead>
    <holder.back>Back to my certificates</holder.back>
    <holder.tag.issued>Valid</holder.tag.issued>
    <holder.tag.suspended>Suspended</holder.tag.suspended>
    <holder.tag.revoked>Revoked</holder.tag.revoked>
    <holder.tag.superseded>Corrected</holder.tag.superseded>
    <holder.tag.unchecked>Could not be checked</holder.tag.unchecked>
    <holder.told.suspended>It may return to use</holder.told.suspended>
    <holder.told.revoked>No longer valid</holder.told.revoked>
    <holder.told.superseded>Use the corrected certificate</holder.told.superseded>
    <holder.empty>There is no certificate to show</holder.empty>
    <holder.empty.body><p>This site has no electronic certificate to show under the name and ID number that you signed in with. Possible causes:</p><ol><li>you have no electronic certificate, or it is approved but not yet issued;</li><li>this kind of certificate is not on this site yet: <link to="/catalogue">see which are</link>;</li><li>your name or ID number was corrected and differs from the register: ask the issuing body to correct the record.</li></ol><p>That none is shown does not mean that you are not qualified, nor that a certificate on paper is not valid.</p></holder.empty.body>
    <holder.face.hint>For you to compare; it is left out when printing. To hand something on, use an annotated copy.</holder.face.hint>
    <holder.face.plain>For you to compare; it is left out when printing. To hand something on, use the downloaded file.</holder.face.plain>
    <holder.next.issued><p>The certificate does not expire; only annotated copies do.</p></holder.next.issued>
    <holder.next.suspended><p>While it is suspended, no copy can be annotated or downloaded. If in doubt, ask the issuing body.</p></holder.next.suspended>
    <holder.next.revoked><p>It is no longer valid: no copy can be annotated or downloaded. If in doubt, ask the issuing body.</p></holder.next.revoked>
    <holder.next.superseded><p>What follows is the certificate before its correction. Use the corrected one: <link to="/holder">see my certificates</link>.</p></holder.next.superseded>
    <holder.next.unchecked><p>Try again soon. This does not mean that the certificate is not valid.</p></holder.next.unchecked>

    <annotate.title>Annotate a copy</annotate.title>
    <annotate.why>So that a certificate cannot be used for anything else, only a copy that names its use and its end (an annotated copy) may be downloaded and handed on; the copy expires, the certificate does not; each lasts 90 days at most, and a certificate has at most 3 within 90 days, not counting those withdrawn.</annotate.why>
    <annotate.quota-full><p><strong>No more copies can be annotated for now.</strong> If one is no longer used, open it and withdraw it, and you can annotate another.</p></annotate.quota-full>
    <annotate.not-in-force><p>The certificate is not in force, so no copy can be annotated.</p></annotate.not-in-force>
    <annotate.not-needed><p>This certificate was issued by an association or designated body before 17 December 2021: it needs no annotation and can be downloaded as it is.</p></annotate.not-needed>
    <annotate.closed><p><strong>No copy of this certificate can be annotated at the moment.</strong> Try again soon; the certificate itself is not affected.</p></annotate.closed>
    <annotate.used>Annotated within the last 90 days</annotate.used>
    <annotate.used.of><strong><value/></strong>, </annotate.used.of>
    <annotate.used.most>of at most <value/></annotate.used.most>
    <annotate.next>The next can be annotated</annotate.next>
    <annotate.next.now>now</annotate.next.now>
    <annotate.label.scene>Use</annotate.label.scene>
    <annotate.hint.scene>It is written on the copy, which is good for nothing else</annotate.hint.scene>
    <annotate.label.recipient>Recipient (optional)</annotate.label.recipient>
    <annotate.hint.recipient>Whom the copy is for; it is written on the copy, 100 characters at most</annotate.hint.recipient>
    <annotate.label.days>Days</annotate.label.days>
    <annotate.hint.days>1 to 90 days from now</annotate.hint.days>
    <annotate.submit>Annotate a copy</annotate.submit>

    <copies.title>Annotated copies</copies.title>
    <copies.hint>Open a copy to download or withdraw it. Copies that authorities made for administrative matters are listed too; they do not count among your three in 90 days.</copies.hint>
    <copies.maker>Made by</copies.maker>
    <copies.none>No copy of this certificate has been annotated yet.</copies.none>
    <copies.of>, annotated at </copies.of>
    <annotated.scene>Use</annotated.scene>
    <annotated.recipient>Recipient</annotated.recipient>
    <annotated.anyone>none named</annotated.anyone>
    <annotated.made>Annotated at</annotated.made>
    <annotated.expires>Valid until</annotated.expires>
    <annotated.withdrawn>Withdrawn at</annotated.withdrawn>
    <annotated.state>State</annotated.state>
    <annotated.code>Code of the copy</annotated.code>
    <annotated.address>Check it at</annotated.address>
    <annotated.tag.good>Valid</annotated.tag.good>
    <annotated.tag.expired>Expired</annotated.tag.expired>
    <annotated.tag.withdrawn>Withdrawn</annotated.tag.withdrawn>
    <annotated.heading.good>The annotated copy is valid</annotated.heading.good>
    <annotated.heading.expired>The annotated copy has expired</annotated.heading.expired>
    <annotated.heading.withdrawn>The annotated copy has been withdrawn</annotated.heading.withdrawn>
    <annotated.next.good>Download it and hand it to the recipient. Only this copy expires; the certificate does not.</annotated.next.good>
    <annotated.next.expired>Only this copy has expired; the certificate itself is not affected. You can annotate a new copy.</annotated.next.expired>
    <annotated.next.withdrawn>Only this copy was withdrawn; the certificate itself is not affected. You can annotate a new copy.</annotated.next.withdrawn>
    <annotated.not-in-force>So this copy can no longer be used or downloaded. If in doubt, ask the issuing body.</annotated.not-in-force>
    <annotated.face>Preview of the annotated copy</annotated.face>
    <annotated.keep>Download</annotated.keep>
    <annotated.download>Download the annotated copy (XML, sealed)</annotated.download>
    <annotated.hand>Handing it on</annotated.hand>
    <annotated.hand.body><ul><li>Give the recipient the downloaded file as it is; do not edit it</li><li>The recipient can check it by its code, without signing in</li><li>For paper, use your browser's print function with A4 paper; the print carries the code and the address for checking</li></ul></annotated.hand.body>
    <annotated.see>See what the recipient sees</annotated.see>
    <withdraw.title>Withdrawing it</withdraw.title>
    <withdraw.open>Withdraw this copy</withdraw.open>
    <withdraw.ask><p><strong>Withdraw it? This cannot be undone.</strong></p><ul><li>Whoever checks the copy will see that it was withdrawn</li><li>It can no longer be downloaded; files already handed on do not vanish</li><li>The certificate itself is not affected, and you can annotate another copy in its stead</li></ul></withdraw.ask>
    <withdraw.submit>Withdraw it for good</withdraw.submit>

    <access.title>Who looked</access.title>
    <access.hint>Who saw this certificate and by which way, latest first. No network addresses are kept here.</access.hint>
    <access.none>Nobody has looked yet.</access.none>
    <access.at>Time</access.at>
    <access.channel>Way</access.channel>
    <access.actor>Who</access.actor>
    <access.found>Result</access.found>
    <access.matter>Matter: </access.matter>
    <access.cause>Reason: </access.cause>
    <access.channel.triple>Look-up by name, ID number and management number</access.channel.triple>
    <access.channel.code>Check by a copy's code</access.channel.code>
    <access.channel.file>Check of an uploaded file</access.channel.file>
    <access.channel.batch>Batch of look-ups</access.channel.batch>
    <access.channel.bureau>Query by an authority</access.channel.bureau>
    <access.channel.copy>Copy made or fetched by an authority</access.channel.copy>
    <access.channel.mirror>Copy that the authority of the province keeps</access.channel.mirror>
    <access.channel.download>Download</access.channel.download>
    <access.channel.holder>Seen after signing in</access.channel.holder>
    <access.channel.other>Another way</access.channel.other>
    <access.actor.public>The public</access.actor.public>
    <access.actor.holder>You</access.actor.holder>
    <access.actor.bureau>An authority</access.actor.bureau>
    <access.actor.operator>The operator</access.actor.operator>
    <access.found.true>Certificate shown</access.found.true>
    <access.found.false>Certificate not shown</access.found.false>

    <help.title>Help</help.title>
    <help.contents>On this page</help.contents>
    <help.sections>
      <section id="lookup"><h2>How to look a certificate up</h2>
        <p>On the <link to="/">look-up page</link>, fill in the name, the ID number and the management number. The certificate is shown only when all three agree with the register.</p>
        <dl>
          <dt>Name</dt><dd>As on the certificate. The separator in a name is "·" (U+00B7) and nothing else; when a look-alike was typed, you are told and offered a button that replaces it. Type rare characters as they are: names are compared character by character, and different characters are never taken for the same.</dd>
          <dt>ID number</dt><dd>Of the document that the certificate was applied for with. The check digit of a resident ID number is tested first (GB 11643); old numbers of 15 digits are converted to 18. Type numbers of passports and of residents' permits as they stand on the document.</dd>
          <dt>Management number</dt><dd>Printed on the certificate after <span lang="zh-CN">管理号</span>: digits, letters or hyphens, 32 at most.</dd>
        </dl>
        <p>Spaces, full-width digits and a small x are put right for you. The address of a result page cannot be guessed and is kept for 10 minutes.</p>
      </section>
      <section id="states"><h2>States of a certificate</h2>
        <dl class="states">
          <dt><strong class="tag issued">Valid</strong> <span lang="zh-CN">有效</span></dt><dd>In force. Compare what the page shows with the certificate in your hands.</dd>
          <dt><strong class="tag suspended">Suspended</strong> <span lang="zh-CN">暂停使用</span></dt><dd>Out of use for a time; it may return.</dd>
          <dt><strong class="tag revoked">Revoked</strong> <span lang="zh-CN">已撤销</span></dt><dd>Was issued, was withdrawn, is void. The page tells the date and the class of reason.</dd>
          <dt><strong class="tag superseded">Corrected</strong> <span lang="zh-CN">已更正</span></dt><dd>Its content was corrected; the corrected certificate is the one to use.</dd>
        </dl>
        <p>A certificate that is approved but not yet issued is not shown.</p>
      </section>
      <section id="not-found"><h2>What "not found" means</h2>
        <p>One of three things: something was typed wrong; there is no such certificate; or this kind is not <link to="/catalogue">covered here</link>. To protect holders, a wrong name, a wrong number and no certificate all get the same answer.</p>
        <p>"Not found" does not mean that a certificate is false. Compare the three items with the certificate first, then ask the issuing body.</p>
        <p>"This could not be checked" is another answer: the look-up was not completed. It does not mean that the certificate is not valid, nor that there is none. Try again soon.</p>
      </section>
      <section id="download"><h2>Download</h2>
        <p>The electronic certificate is a digitally signed XML file with the whole content of the certificate and the electronic seal. Its holder annotates a copy, downloads it and hands it on; where a result page offers a download, there is a link "Download the electronic certificate".</p>
        <p>Keep the file as it is: saving it from an editor, converting or changing it breaks the signature. A preview on paper or on a screen has no signature and cannot stand in for the file.</p>
      </section>
      <section id="verify"><h2>Verifying a downloaded file</h2>
        <p>The signature is a W3C XML signature, which any tool for that standard can check. Two things are needed: the file, and the root certificate obtained from the operator (ca.pem below).</p>
        <pre tabindex="0"><code>xmlsec1 --verify --trusted-pem ca.pem certificate.xml</code></pre>
        <p>When it verifies, the file has not changed since it was signed, by a body that you trust. That does not say that the certificate is still valid: for its state, <link to="/">look it up</link>.</p>
      </section>
      <section id="annotation"><h2>Annotation (<span lang="zh-CN">加注</span>)</h2>
        <p>Since 17 December 2021 a certificate under the ministry's seal may be viewed or downloaded only after its holder annotates it: a use and a period of validity are written on a copy, so that it cannot serve another purpose. Such a copy is called an annotated copy.</p>
        <ul>
          <li>an annotated copy is valid for 90 days at most;</li>
          <li>counted back 90 days from the day of asking, at most 3 copies of one certificate are annotated;</li>
          <li>certificates issued by associations before that day need none.</li>
        </ul>
        <p><strong>A copy that has expired is not an expired certificate.</strong> Only that copy ends; the certificate is not affected, and its holder can annotate a new copy.</p>
      </section>
      <section id="holder" needs="sign-in"><h2>Signing in and annotating</h2>
        <p>Once <link to="/sign-in">signed in</link>, holders find the certificates registered in their name under <link to="/holder">My certificates</link>: they annotate and download copies there, and see who looked.</p>
        <dl>
          <dt>Signing in</dt><dd>This site either sends a code of six digits to the telephone on record (good for five minutes and five tries), or leads you to the organisation's own identity service. After 15 idle minutes you are signed out; on a shared computer, choose "Sign out" when you have done.</dd>
          <dt>Annotating</dt><dd>Choose what the copy is for, say for how many days (1 to 90) and, if you like, for whom. The copy is made at once, to download or to print, with the electronic seal, its use, its end, a code and a QR code on it.</dd>
          <dt>How many</dt><dd>At most 3 of one certificate, counted back 90 days: a copy that has expired counts, one that was withdrawn does not. When there are no more, the page says on which day the next can be made.</dd>
          <dt>Withdrawing</dt><dd>A copy that is still good can be withdrawn at any time, for good. Who checks it then reads that its holder withdrew it; files that were handed on do not vanish.</dd>
          <dt>No certificates to show</dt><dd>There may be no electronic certificate, or it is not issued yet; that kind may not be covered here; or name or number were corrected and differ from the register. It does not mean that you are not qualified.</dd>
        </dl>
      </section>
      <section id="check"><h2>Checking a copy you were given</h2>
        <p>Scan the QR code on it, or type its code of 26 characters under "I have a code" on the <link to="/">look-up page</link>; nobody has to sign in. A copy on paper can be checked in the same way.</p>
        <dl>
          <dt>The copy is good, the certificate is valid</dt><dd>The page shows what is on the copy. Compare it with the one in your hands, and see whether it was made for you and for this use.</dd>
          <dt>The copy has expired, or its holder withdrew it</dt><dd>That copy can no longer be used; the certificate is still valid. Ask its holder for a new copy.</dd>
          <dt>The certificate is suspended, revoked or corrected</dt><dd>The state of the certificate decides; the copy can no longer be used.</dd>
          <dt>There is no such code</dt><dd>The code was typed wrongly, or the copy was not made by this system. That does not mean that the certificate is false.</dd>
        </dl>
        <p>After scanning, look first whether the address belongs to this site: a QR code on paper can be replaced, and what another site says is worth nothing.</p>
      </section>
      <section id="force"><h2>Legal force</h2>
        <p>The notice of the General Office of the Ministry of Human Resources and Social Security on electronic certificates of professional qualification (<span lang="zh-CN">人社厅发〔2021〕97号</span>, issued on 17 December 2021) lays down:</p>
        <ul>
          <li>from that day, the electronic seal <span lang="zh-CN">中华人民共和国人力资源和社会保障部专业技术人员职业资格证书专用章</span> is in use (paragraph 1);</li>
          <li>24 qualifications use it; 7 use the seal of an association or a body designated by a department (paragraphs 2 and 3, see <link to="/catalogue">the list</link>);</li>
          <li>electronic certificates have the same legal force as paper; paper is still made as before, and is not made again when lost, damaged or not collected in time (paragraph 4);</li>
          <li>changes to the qualifications are announced separately (paragraph 5).</li>
        </ul>
      </section>
      <section id="privacy"><h2>Privacy</h2>
        <p>Only someone who already knows name, ID number and management number, or who has an annotated copy, can find a certificate; of the ID number, a page shows the first three and the last four characters.</p>
        <p>Look-ups are recorded for audit and statistics; no name or ID number is written to the logs. When and how a certificate was looked at or downloaded can be seen by its holder; that record has neither the name nor the network address of who looked.</p>
        <p>Looking up and checking use no cookies. Signing in as a holder uses two: one for the step with the code, one to stay signed in, which ends when you sign out or close the browser; neither is for tracking.</p>
        <p>This site loads nothing from third parties, needs no script and sends what you type to nobody else. Result pages and holders' pages are not kept in the browser's cache nor offered to search engines.</p>
      </section>
    </help.sections>
  </xsl:variable>
</xsl:stylesheet>
