// Package pdf turns a PDF, or an OFD, which is the same in other clothes, into a tree of HTML
// nodes: a section a page, paragraphs, tables with the spans that their ruling lines show,
// images, each with its box on the page.
//
// It says what stands where and nothing about what that means: no label is understood, no
// figure is read, no number is put together from two cells. A character whose font does not
// say which character it is becomes U+FFFD; it is not guessed. It does not recognise
// characters in pictures, does not run scripts, opens no file and no connection: PDFium
// works as WebAssembly with nothing mounted, a fresh instance for each document.
package pdf
