import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { scalarScript } from './scalar-script.ts'

const folder = join(import.meta.dirname, 'assets')
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
const files = ['site.css', 'docs.css', 'docs.js', 'reference.css', 'reference.js', 'icon.svg'] as const

export type ServedAsset = { bytes: Buffer; gzipped: Buffer; type: string; etag: string }

export type Assets = {
  /** `/docs/assets/docs.css?v=…`: a new content gets a new address. */
  address(name: string): string
  find(name: string): Promise<ServedAsset | null>
}

/** The files that the pages ask for, read once. */
export const docsAssets = (): Assets => {
  const texts = new Map(files.map((name) => [name as string, readFileSync(join(folder, name))]))
  const served = new Map<string, Promise<ServedAsset>>()
  const load = (name: string, bytes: Buffer | Promise<string>) => {
    const asset = served.get(name) ?? Promise.resolve(bytes).then((content) => prepare(name, content))
    served.set(name, asset)
    return asset
  }
  return {
    address: (name) => {
      const bytes = texts.get(name)
      return `/docs/assets/${name}${bytes ? `?v=${digestOf(bytes).slice(0, 10)}` : ''}`
    },
    find: async (name) => {
      if (name === 'scalar.js') return load(name, scalarScript())
      const bytes = texts.get(name)
      return bytes ? load(name, bytes) : null
    },
  }
}

const prepare = async (name: string, content: Buffer | string): Promise<ServedAsset> => {
  const bytes = Buffer.from(content)
  return {
    bytes,
    gzipped: await promisify(gzip)(bytes),
    type: types[name.split('.').at(-1)!]!,
    etag: `"${digestOf(bytes)}"`,
  }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
