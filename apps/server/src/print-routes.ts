import { routes } from './app.ts'
import { fileNameOf, routeFiles } from './developer/route-files.ts'
import { flowlixRoutes } from './flowlix/index.ts'

// `npm run routes`: method, path, operation and file of every route, in the order of the API reference; then those of the Flowlix API.
const files = routeFiles()
const rows = [...routes, ...flowlixRoutes].map((route) => [
  route.method,
  route.path,
  route.operationId,
  files.get(fileNameOf(route.operationId)) ?? '?',
])
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
