// After `npm ci`, under whatever Node there is: makes sure that npm scripts find the pinned Node as `node`.
// npm 10 and older lose that command: both platforms' packages claim it, and the one that does not fit takes it along when it goes.
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const commands = new URL('../node_modules/.bin/', import.meta.url)
const command = new URL('node', commands)
const binary = `../node-${process.platform}-${process.arch}/bin/node`
if (!existsSync(command) && existsSync(new URL(binary, commands))) {
  rmSync(command, { force: true })
  symlinkSync(binary, fileURLToPath(command))
}

if (!existsSync(command) && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Afterbell needs Node 24: this is ${process.version}, and npm ci brings a newer one only on Linux, for x64 and arm64.`)
}
