"""Where bytes come from: worktree, git index, revision, memory."""
