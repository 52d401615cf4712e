;;; A session in Emacs with Eglot and yaml-mode, without a screen, set up as docs/editors.md says: a mistake shown, help,
;;; completion, a fix, a rename over files, a definition, a layout.  Run by scripts/check_editor.sh, which says where the
;;; program and the copied project are.  -*- lexical-binding: t; -*-
(require 'cl-lib)
(package-initialize)
(require 'eglot)
(require 'yaml-mode)
(require 'flymake)

(defvar program (getenv "WEIR_PROGRAM"))
(defvar folder (file-name-as-directory (getenv "WEIR_FOLDER")))
(defvar passed 0)

(defun fail (what)
  (message "check-editor: %s" what)
  (kill-emacs 1))

(defun check (what holds seen)
  (unless holds (fail (format "%s FAILED; seen: %S" what seen)))
  (setq passed (1+ passed))
  (princ (format "ok  %s\n" what)))

(defun wait-for (condition)
  "True as soon as CONDITION is; nil if it is not within twenty seconds."
  (let ((end (time-add nil 20)) seen)
    (while (and (not (setq seen (funcall condition))) (time-less-p nil end))
      (accept-process-output nil 0.05))
    seen))

(defun go-to (text &optional offset)
  "Point to OFFSET characters into the first TEXT of the buffer."
  (goto-char (point-min))
  (unless (search-forward text nil t) (fail (format "`%s' stands nowhere in the file" text)))
  (goto-char (+ (match-beginning 0) (or offset 0))))

;; Eglot shows help in buffers that have a window only.
(defun open-file (path)
  (switch-to-buffer (find-file-noselect (concat folder path)))
  (current-buffer))

(setq eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil
      eglot-send-changes-idle-time 0
      ;; Without a screen nobody is idle.
      eglot-sync-connect 20
      make-backup-files nil)
(add-to-list 'eglot-server-programs (list 'yaml-mode program "lsp"))
(add-hook 'project-find-functions
          (lambda (folder)
            (let ((root (locate-dominating-file folder "rules/vocabulary")))
              (when root (cons 'transient root)))))

(defvar rules (open-file "rules/xx/xx-act/rules.yaml"))
(check "the file of rules is in yaml-mode" (eq major-mode 'yaml-mode) major-mode)
(apply #'eglot (eglot--guess-contact))
(check "the server manages the file" (wait-for (lambda () (eglot-managed-p))) major-mode)

(defun mistakes ()
  "What Flymake shows in this buffer; a server that was asked afterwards has told all mistakes before."
  (eglot--signal-textDocument/didChange)
  (jsonrpc-request (eglot-current-server) :textDocument/documentSymbol
                   (list :textDocument (eglot--TextDocumentIdentifier)))
  (flymake-start)
  (accept-process-output nil 0.2)
  (flymake-diagnostics))

(check "the mistake is shown where it is"
       (wait-for (lambda ()
                   (let ((found (mistakes)))
                     (and (= (length found) 1)
                          (progn (go-to "employes") (= (flymake-diagnostic-beg (car found)) (point)))))))
       (mapcar #'flymake-diagnostic-text (mistakes)))
(check "the message says what to do"
       (string-search "did you mean the fact `employees`" (flymake-diagnostic-text (car (mistakes))))
       (mapcar #'flymake-diagnostic-text (mistakes)))

(go-to "> xx_limit" 4)
(let (help)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq help (or text ""))))
  (check "help on a threshold has its value"
         (wait-for (lambda () (and help (string-search "600 million" help)))) help))

(go-to "acquirer.kind == fund" (length "acquirer.kind == "))
(let* ((offered (eglot-completion-at-point))
       (names (all-completions "" (nth 2 offered))))
  (check "completion offers what the left side asks for"
         (and (member "fund" names) (member "corporation" names)) names))

(go-to "employes" 1)
(let* ((actions (eglot-code-actions (point) (point)))
       (titles (mapcar (lambda (action) (plist-get action :title)) actions)))
  (check "a fix is offered" (member "replace with `employees`" titles) titles)
  (eglot--apply-workspace-edit (plist-get (car actions) :edit)))
(check "after the fix there is no mistake" (wait-for (lambda () (null (mistakes))))
       (mapcar #'flymake-diagnostic-text (mistakes)))

(defvar one-case (open-file "cases/one.yaml"))
(check "a case is managed as well" (wait-for (lambda () (eglot-managed-p)))
       (eglot-current-server))
(go-to "staff" 1)
;; Eglot lists the files and asks; the person says yes.
(cl-letf (((symbol-function 'y-or-n-p) #'always)) (eglot-rename "headcount"))
(check "a rename reaches the case" (progn (goto-char (point-min)) (search-forward "headcount" nil t)) (buffer-string))
(switch-to-buffer rules)
(check "and the rules" (progn (goto-char (point-min)) (search-forward "target.headcount" nil t)) (buffer-string))
(open-file "rules/vocabulary/core.yaml")
(check "and the vocabulary" (progn (goto-char (point-min)) (search-forward "headcount" nil t)) (buffer-string))
(save-some-buffers t)
(dolist (buffer (list rules one-case))
  (switch-to-buffer buffer)
  (check (format "nothing is a mistake in %s after the rename" (buffer-name))
         (wait-for (lambda () (null (mistakes)))) (mapcar #'flymake-diagnostic-text (mistakes))))

(switch-to-buffer one-case)
(go-to "headcount" 1)
(let ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
  (check "the definition is in the vocabulary"
         (and found (string-search "vocabulary/core.yaml" (format "%S" found))) found))

(goto-char (point-min))
(insert "case:    one\n")
(kill-whole-line)
(eglot-format-buffer)
(goto-char (point-min))
(check "the file is laid out" (looking-at "case: one\n") (buffer-string))

(princ (format "%d passed, 0 failed\n" passed))
(set-buffer-modified-p nil)
(kill-emacs 0)
