import { readFile } from 'node:fs/promises'

/** Whether the changes of a folder can be noticed: not where others make them, on another machine. */
export type Watchable = { watchable: true } | { watchable: false; why: string }

/** FUSE file systems that keep their files on this machine. Of others nobody tells the kernel what changes. */
const localFuse = new Set([
  'fuseblk',
  'fuse.mergerfs',
  'fuse.unionfs',
  'fuse.shfs',
  'fuse.bindfs',
  'fuse.gocryptfs',
  'fuse.encfs',
  'fuse.ntfs-3g',
  'fuse.exfat',
])

const remote =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|virtiofs|afs|ceph|lustre|gpfs|beegfs|glusterfs|ncpfs|coda|davfs|vboxsf|prl_fs|vmhgfs|drvfs|fuse(?:\..+)?)$/

/**
 * Whether a folder's changes can be noticed, by the file system it is on. Read from the kernel's table of mounts, which
 * touches no disk and never waits for a server; where there is none (not Linux), yes.
 */
export const isWatchable = async (path: string, readMounts: () => Promise<string> = mountTable): Promise<Watchable> => {
  const type = fileSystemAt(path, await readMounts())
  if (type === undefined || localFuse.has(type) || !remote.test(type)) return { watchable: true }
  return { watchable: false, why: `it is on a network file system (${type}), where changes made elsewhere are not told to this machine` }
}

const mountTable = async (): Promise<string> => await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')

/** The type of the file system that a path is on, by the text of `/proc/self/mountinfo`. The last mount on a place counts. */
export const fileSystemAt = (path: string, mountinfo: string): string | undefined => {
  let found: { place: string; type: string } | undefined
  for (const line of mountinfo.split('\n')) {
    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw: fields before the dash vary in number.
    const [before = '', after] = line.split(' - ')
    const place = before.split(' ')[4]
    const type = after?.split(' ')[0]
    if (place === undefined || type === undefined) continue
    const mounted = unescaped(place)
    const holds = path === mounted || path.startsWith(mounted === '/' ? '/' : `${mounted}/`)
    if (holds && mounted.length >= (found?.place.length ?? 0)) found = { place: mounted, type }
  }
  return found?.type
}

/** Spaces, tabs, line ends and backslashes are written in octal. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
