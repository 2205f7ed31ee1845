import type { DescribedProbe } from '@backlot/metadata'
import type { Check } from './check.ts'

const without = 'of AVI, WMV, VOB and transport streams no more than the container is known'

/** What reads the facts of video files. */
export const probeCheck = (probe: Pick<DescribedProbe, 'ffprobe'>): Check => ({
  name: 'media facts',
  run: async () => {
    const ffprobe = await probe.ffprobe()
    if (ffprobe === undefined) return { status: 'ok', message: `read without ffprobe, as configured; ${without}` }
    if (ffprobe.found) return { status: 'ok', message: `read in this process, and by ${ffprobe.version.split(' Copyright')[0]}` }
    const message = `read without ffprobe: ${ffprobe.program} cannot be used (${ffprobe.reason}); ${without}`
    // Nobody asked for the one that would be used if it were installed.
    if (ffprobe.program === 'ffprobe') return { status: 'ok', message }
    return { status: 'failed', message, fix: 'Correct media.ffprobe: the path of a program, auto, or false' }
  },
})
