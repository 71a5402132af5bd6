" Vim compiler file for zerolint: `:compiler zerolint`, then `:make` lints the current file.
if exists("current_compiler")
  finish
endif
let current_compiler = "zerolint"

CompilerSet makeprg=zerolint\ --output-format\ concise\ %:S
CompilerSet errorformat=%f:cell\ %*\\d:%l:%c:\ %m,%f:%l:%c:\ %m,%-G%.%#
