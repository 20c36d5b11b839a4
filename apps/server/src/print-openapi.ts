import { routes } from './app.ts'
import { apiDocument } from './developer/api-document.ts'

// The OpenAPI document on standard output; `npm run openapi` writes it to openapi/flint.json.
process.stdout.write(JSON.stringify(apiDocument(routes), null, 2) + '\n')
