import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSettings } from '../../src/service/settings.ts'
import { startService } from '../../src/service/start.ts'
import { prepareFolder } from '../store/stores.ts'
import { afterSchoolService } from './real.ts'

it('stops although a client holds connections on which it asks nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterbell-stop-'))
  await prepareFolder(folder)
  const service = await startService(readSettings({ AFTERBELL_DATA: folder, AFTERBELL_LOG: 'silent', PORT: '0' }), afterSchoolService)
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = service.app.server.address() as { port: number }
  const [silent, idle] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  await Promise.all([silent, idle].map((socket) => once(socket, 'connect')))
  idle.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
  const [answer] = await once(idle, 'data')
  expect(String(answer)).toContain('200 OK')
  const closed = Promise.all([silent, idle].map((socket) => once(socket.resume(), 'close')))
  // would otherwise wait for a minute, which a test does not
  await service.stop()
  await closed
  rmSync(folder, { recursive: true, force: true })
}, 25_000)
