-- A session in a real editor, without a person: mistakes shown, help, completion, a rename over files, a fix. Run by
-- scripts/check_editor.sh, which says where the program and the copied project are.
local program, folder = vim.env.WEIR_PROGRAM, vim.env.WEIR_FOLDER
local passed = 0

local function fail(what)
  io.stderr:write('check-editor: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function check(what, holds, seen)
  if not holds then fail(what .. ' FAILED; seen: ' .. vim.inspect(seen)) end
  passed = passed + 1
  io.stdout:write('ok  ' .. what .. '\n')
end

local function open(path)
  vim.cmd('edit ' .. folder .. '/' .. path)
  return vim.api.nvim_get_current_buf()
end

-- The line (from 0) and byte of a text in a buffer.
local function find(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then return number - 1, at - 1 end
  end
  fail('`' .. text .. '` stands nowhere in the file')
end

local function go_to(buffer, text, offset)
  local line, at = find(buffer, text)
  vim.api.nvim_win_set_cursor(0, { line + 1, at + (offset or 0) })
end

local rules = open('rules/xx/xx-act/rules.yaml')
vim.bo[rules].filetype = 'yaml'
local client = vim.lsp.start_client({ name = 'weir', cmd = { program, 'lsp' }, root_dir = folder })
check('the server starts', client ~= nil, client)
vim.lsp.buf_attach_client(rules, client)
vim.wait(20000, function()
  local started = vim.lsp.get_client_by_id(client)
  return started ~= nil and started.initialized == true
end, 20)

local function ask(method, params, buffer)
  local answers, problem = vim.lsp.buf_request_sync(buffer or 0, method, params, 20000)
  if problem then fail(method .. ': ' .. problem) end
  local answer = answers[client]
  if not answer then fail(method .. ' has no answer') end
  if answer.error then fail(method .. ': ' .. answer.error.message) end
  return answer.result
end

-- The server tells mistakes before it answers what is asked afterwards.
local function mistakes(buffer)
  ask('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params(buffer) }, buffer)
  vim.wait(100)
  return vim.diagnostic.get(buffer)
end

local found = mistakes(rules)
local line, at = find(rules, 'employes')
check('the mistake is shown where it is',
  #found == 1 and found[1].lnum == line and found[1].col == at and found[1].code == 'WR3004', found)
check('the message says what to do', found[1].message:find('did you mean the fact `employees`', 1, true), found)

go_to(rules, 'xx_limit', 2)
local hover = ask('textDocument/hover', vim.lsp.util.make_position_params())
check('help on a threshold has its value', hover.contents.value:find('600 million', 1, true), hover)

go_to(rules, 'acquirer.kind ==', 16)
local completions = ask('textDocument/completion', vim.lsp.util.make_position_params())
local labels = vim.tbl_map(function(item) return item.label end, completions.items)
check('completion offers what the left side asks for',
  vim.tbl_contains(labels, 'fund') and vim.tbl_contains(labels, 'corporation'), labels)

go_to(rules, 'employes', 1)
local range = vim.lsp.util.make_range_params()
range.context = { diagnostics = {} }
local actions = ask('textDocument/codeAction', range)
check('a fix is offered', #actions >= 1 and actions[1].title == 'replace with `employees`', actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
check('after the fix there is no mistake', #mistakes(rules) == 0, vim.diagnostic.get(rules))

local case = open('cases/one.yaml')
vim.lsp.buf_attach_client(case, client)
go_to(case, 'staff', 1)
local edit = ask('textDocument/rename',
  vim.tbl_extend('force', vim.lsp.util.make_position_params(), { newName = 'headcount' }), case)
local files = vim.tbl_keys(edit.changes)
check('a rename reaches vocabulary, rules and case', #files == 3, files)
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
vim.cmd('silent wall')
check('the case has the new name', find(case, 'headcount') ~= nil)
check('nothing is a mistake after the rename', #mistakes(case) == 0 and #mistakes(rules) == 0,
  vim.diagnostic.get())

vim.api.nvim_set_current_buf(case)
go_to(case, 'headcount', 1)
local definition = ask('textDocument/definition', vim.lsp.util.make_position_params(), case)
check('the definition is in the vocabulary', definition.uri:find('vocabulary/core.yaml', 1, true), definition)

local symbols = ask('textDocument/documentSymbol',
  { textDocument = vim.lsp.util.make_text_document_params(rules) }, rules)
check('the file has its symbols', #symbols == 2, symbols)

-- What is not saved counts: the text of another buffer is read, not the disk.
vim.api.nvim_buf_set_lines(case, 0, 1, false, { 'case: Not a name' })
local broken = mistakes(case)
check('a mistake that is not saved is shown', #broken == 1 and broken[1].lnum == 0, broken)

local capabilities = vim.lsp.get_client_by_id(client).server_capabilities
if capabilities.documentFormattingProvider then
  vim.api.nvim_buf_set_lines(case, 0, 1, false, { 'case:    one' })
  mistakes(case)
  local edits = ask('textDocument/formatting',
    { textDocument = vim.lsp.util.make_text_document_params(case), options = { tabSize = 2, insertSpaces = true } }, case)
  vim.lsp.util.apply_text_edits(edits, case, 'utf-16')
  check('the file is laid out', vim.api.nvim_buf_get_lines(case, 0, 1, false)[1] == 'case: one')
else
  io.stdout:write('--  the server does not lay files out yet\n')
end

vim.lsp.stop_client(client)
io.stdout:write(passed .. ' passed, 0 failed\n')
vim.cmd('qall!')
