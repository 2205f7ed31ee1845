/** Told of paths that changed below a folder, or of why it is not told any more. */
export interface ChangeListener {
  changed: (paths: readonly string[]) => void
  failed: (error: unknown) => void
}

/** Watches all below a folder until the function that it gives is called. Rejects when the folder cannot be watched. */
export type Subscribe = (folder: string, listener: ChangeListener) => Promise<() => Promise<void>>

/** Watches with the operating system's own means (inotify, FSEvents, …), in a thread of @parcel/watcher. It asks for nothing while nothing changes. */
export const subscribeToFolder: Subscribe = async (folder, { changed, failed }) => {
  const { subscribe } = await import('@parcel/watcher')
  const subscription = await subscribe(folder, (error, events) => {
    if (error === null) changed(events.map(({ path }) => path))
    else failed(error)
  })
  return async () => await subscription.unsubscribe()
}
