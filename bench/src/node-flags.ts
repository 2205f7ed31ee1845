/** As `pnpm backlot` runs it. */
export const nodeFlags = ['--max-semi-space-size=8', '--max-old-space-size=400', '--conditions=@backlot/source']
