import { routes } from './app.ts'
import { apiDocument } from './developer/api-document.ts'
import { flowlixDocuments } from './flowlix/index.ts'

// The OpenAPI documents by name on standard output; `npm run openapi` writes each to a file of openapi/.
process.stdout.write(JSON.stringify({ flint: apiDocument(routes), ...flowlixDocuments() }))
