import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'

const pressed = promisify(gzip)
const opened = promisify(gunzip)

/** Documents are stored as gzipped JSON: plans repeat themselves, a tenth of their size is usual. Compression runs on the thread pool of Node. */
export const pack = (json: string | Uint8Array): Promise<Buffer> => pressed(json, { level: constants.Z_BEST_SPEED })

/** @returns the JSON's bytes */
export const unpack = (document: Uint8Array): Promise<Buffer> => opened(document)
