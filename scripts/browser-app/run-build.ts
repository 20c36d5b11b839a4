import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { type BrowserApp, buildFolderOf, hashOfSources, sourceHashFileOf } from './browser-app.ts'
import { viteConfig } from './vite-config.ts'

/**
 * Builds into a folder of its own, then moves the result into place file by file: assets first, the shell that names
 * them next, the hash that vouches for both last. Asset names carry their content's hash, so two builds at once write
 * the same files, and a shell that is being served never names an asset that is not there.
 */
const buildIntoPlace = async (app: BrowserApp): Promise<void> => {
  const hash = await hashOfSources(app)
  const buildFolder = buildFolderOf(app)
  const assets = join(buildFolder, 'assets')
  await mkdir(assets, { recursive: true })
  const workFolder = await mkdtemp(join(buildFolder, '.building-'))
  try {
    const outDir = join(workFolder, 'out')
    const config = viteConfig(app)
    await build({
      ...config,
      configFile: false,
      envFile: false,
      logLevel: 'silent',
      build: { ...config.build, outDir, emptyOutDir: true },
    })
    await compressBeside(join(outDir, 'assets'))
    const built = await readdir(join(outDir, 'assets'))
    for (const name of built) await rename(join(outDir, 'assets', name), join(assets, name))
    await rename(join(outDir, 'index.html'), join(buildFolder, 'index.html'))

    const hashFile = join(workFolder, 'source-hash')
    await writeFile(hashFile, hash)
    await rename(hashFile, sourceHashFileOf(app))

    await removeOld(assets, built)
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

const keptMs = 86_400_000

/** A server that runs on, and pages that are open, still name the files of the build before: they stay for a day. */
async function removeOld(assets: string, built: readonly string[]): Promise<void> {
  for (const name of await readdir(assets)) {
    if (built.includes(name)) continue
    const file = join(assets, name)
    const writtenMs = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
    if (Date.now() - writtenMs > keptMs) await rm(file, { force: true })
  }
}

/** The server sends these as they are: compressing well takes longer than a request should. */
async function compressBeside(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const content = await readFile(join(folder, name))
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(content))
    await writeFile(join(folder, `${name}.gz`), gzipSync(content))
  }
}

await buildIntoPlace(JSON.parse(process.argv[2]!))
