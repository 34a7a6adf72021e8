import { FolderInUse } from '../store/folder.ts'

interface SystemError extends Error {
  readonly code?: string
  readonly syscall?: string
  readonly path?: string
  readonly port?: number
  readonly address?: string
}

/** what the system says about a folder or file */
const folderReasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a file of that name is in the way',
  ENOENT: 'a part of its path does not exist and cannot be made',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
}

/** what a PostgreSQL server, or the network before it, says */
const databaseReasons: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there. Maybe the server is not running, or the port is another one',
  ETIMEDOUT: 'it does not answer. Maybe a firewall is in between',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of its host cannot be looked up just now',
  '28P01': 'the password is wrong',
  '28000': 'this user is not let in',
  '3D000': 'it has no database of that name: create it first',
  '42501': 'this user may not create tables there',
  '57P03': 'it is starting up. Try again in a moment',
  '53300': 'it has no connection left. Maybe AFTERBELL_CONNECTIONS is too high for it',
}

/** @returns what kept the service from starting, and a way out, for whoever starts it; undefined for a fault of our own */
export function plainReason(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if (thrown instanceof FolderInUse) return thrown.message
  for (const error of chainOf(thrown)) {
    const { code = '', syscall, port, path, address } = error as SystemError
    if (syscall === 'listen') return listenReason(code, port, address)
    if (path !== undefined && code in folderReasons)
      return `the data folder cannot be used: ${path}: ${folderReasons[code]}. Maybe set AFTERBELL_DATA to another folder.`
    if (code in databaseReasons) return `the database of DATABASE_URL cannot be used: ${databaseReasons[code]}.`
    if (/timeout exceeded when trying to connect/.test(error.message)) return `the database of DATABASE_URL cannot be used: ${databaseReasons.ETIMEDOUT}.`
    if (/^corrupted migrations/.test(error.message)) return 'the database was written by a newer version of afterbell: use that one, or another database.'
  }
  return undefined
}

function listenReason(code: string, port: number | undefined, address: string | undefined): string | undefined {
  if (code === 'EADDRINUSE') return `port ${port} is taken. Instead: PORT=${Number(port) + 1} npm start`
  if (code === 'EACCES') return `this user may not listen on port ${port}. Instead: PORT=8080 npm start`
  if (code === 'EADDRNOTAVAIL') return `this machine has no address ${address}: set HOST to one that it has, or leave it out.`
  return undefined
}

/** the error, what caused it, and what it is made of */
function chainOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const parts = error instanceof AggregateError ? error.errors : []
  return [error, ...parts, error.cause].flatMap((e) => (e === error ? [error] : chainOf(e)))
}
