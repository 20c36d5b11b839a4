import { freshDatabase } from '../support/database.ts'
import { testLiveKey } from '../support/server.ts'
import { root } from '../../scripts/test-files.ts'

/** The address that the guides print. */
export const printedAddress = 'http://127.0.0.1:4242'

const done = async () => ''

/** A Flowlix key of the guide's own sandbox. */
const flowlixKey = (variable: string, dialect: 'flowlix_a' | 'flowlix_c'): string =>
  `export ${variable}=$(curl -s "$FLINT_URL/v1/api-keys" -H "Authorization: Bearer $FLINT_KEY" -H "Content-Type: application/json" \\
    -d '{"name": "The guide", "dialect": "${dialect}"}' | grep -o '"secret_key":"[^"]*' | head -n 1 | cut -d '"' -f 4)`
const hasFlowlixKey = async () => flowlixKey('FLOWLIX_KEY', 'flowlix_a')

/**
 * The blocks that a test does not run as they are printed: it started Flint itself, and knows the key. What each
 * stands for comes back as the shell's own commands.
 */
export const setups: Record<string, () => Promise<string>> = {
  'npm start': done,
  'FLINT_STRIPE_SECRET_KEY=sk_live_… FLINT_STRIPE_PUBLISHABLE_KEY=pk_live_… FLINT_STRIPE_WEBHOOK_SECRET=whsec_… npm start':
    done,
  [`export FLINT_URL=${printedAddress}`]: done,
  'git clone <this repository> flint\ncd flint\nnpm start': done,
  [`export FLINT_URL=${printedAddress}\nexport FLINT_KEY=flint_test_…`]: done,
  [`export FLINT_URL=${printedAddress}\nexport FLOWLIX_KEY=fl_test_sk_…`]: hasFlowlixKey,
  [`export FLINT_URL=${printedAddress}\nexport FLINT_KEY=flint_test_…\nexport FLOWLIX_KEY=fl_test_sk_…`]:
    hasFlowlixKey,
  'export FLOWLIX_C_KEY=api_test_sk_…': async () => flowlixKey('FLOWLIX_C_KEY', 'flowlix_c'),
  [`export FLINT_URL=${printedAddress}\nexport FLINT_LIVE_KEY=flint_live_…`]: async () =>
    `export FLINT_LIVE_KEY=${testLiveKey}`,
  'export DATABASE_URL=postgres://flint:password@db.internal/flint\nexport FLINT_SECRET=$(openssl rand -hex 32)\nexport FLINT_TEST_KEY=$FLINT_KEY':
    async () => {
      const { url } = await freshDatabase()
      return `export DATABASE_URL='${url}' FLINT_SECRET=${'5'.repeat(64)} FLINT_TEST_KEY=$FLINT_KEY\n${npmOfThisTree}`
    },
}

/** The guide's reader stands in the checkout; the test stands in a folder that it may fill. */
const npmOfThisTree = `mkdir -p bin
printf '#!/bin/sh\\ncd "%s" && exec "%s" "$@"\\n' '${root}' "$(command -v npm)" > bin/npm
chmod +x bin/npm
PATH="$PWD/bin:$PATH"`
