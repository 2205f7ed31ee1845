import { watch } from 'node:fs'

/** Whether an error says that the kernel gives this user no more watches. */
export const isWatchLimit = (error: unknown): boolean =>
  /no space left|ENOSPC|inotify.*limit|too many open files|EMFILE/i.test(error instanceof Error ? error.message : String(error))

/** What is to be done about it. */
export const raiseWatchLimit = 'raise it with "sysctl fs.inotify.max_user_watches=1048576"'

/**
 * Whether the kernel would give another watch for a folder; yes for one that is gone. The watcher says nothing of a new folder
 * that it got none for.
 */
export const canWatchMore = (folder: string): boolean => {
  try {
    watch(folder, { persistent: false }).close()
    return true
  } catch (error) {
    return !isWatchLimit(error)
  }
}
