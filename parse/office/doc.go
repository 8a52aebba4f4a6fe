// Package office turns office files (DOCX, DOC, XLSX, XLS, RTF, their XML and web-page
// variants, and ZIP archives of them) into the *html.Node tree that a web page would be:
// headings, paragraphs, tables with colspan and rowspan, pictures by name. What kind a file
// is, is found from its bytes alone.
//
// The tree of a text document is
//
//	<html><head></head><body>
//	  <h1>…</h1> <p>…</p>
//	  <table><tbody><tr><td colspan="2" rowspan="3"><p>…</p></td></tr></tbody></table>
//	  <div class="text-box">…</div>         a text box, beside the paragraph that holds it
//	  <div class="page-header">…</div>      headers, footers and notes, after the text
//	  <div class="page-footer">…</div>
//	  <div class="notes"><p data-note="1">…</p></div>
//	</body></html>
//
// and that of a workbook one <section data-sheet="name"> a sheet with one table each.
// Class "hidden" marks sheets, rows and cells that the program does not show; class "gap" the
// empty place before or after a shorter row, which is no cell; class "numbering" a number
// that the program generates; class "toc" a line of a table of contents.
//
// The package refuses to interpret: it does not know reports, forms or figures, never fills a
// blank, never adds up, computes no formula (the value that the file keeps is shown as its
// number format shows it) and runs nothing. It reads no encrypted file, and stops at limits
// that have names.
package office
