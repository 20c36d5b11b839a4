import { LinkButton } from '../../parts/Button.tsx'
import { CodeBlock } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import type { NewApiKey } from './api-key.ts'
import { firstCall } from './key-dialect.ts'
import { SecretOnce } from '../../parts/SecretOnce.tsx'

/** A key right after it was made, and a first call to try it with. */
export const MadeKey = ({ apiKey }: { apiKey: NewApiKey }) => {
  const pathOf = usePathOf()
  const [path, variable] = firstCall(apiKey.dialect)
  const command = `curl -s "${location.origin}${path}" \\\n  -H "Authorization: Bearer $${variable}"`
  return (
    <div className="space-y-4">
      <SecretOnce secret={apiKey.secret_key} what="API key" />
      <div className="space-y-1.5">
        {apiKey.dialect === 'flint' ? (
          <p>Try it: any key may ask what it is.</p>
        ) : (
          <p>
            Try it: list the payments. Then take one, as in the{' '}
            <a className="link underline" href="/docs/flowlix-quickstart">
              Flowlix quickstart
            </a>
            .
          </p>
        )}
        <CodeBlock code={command} what="command" />
      </div>
      <div className="flex justify-end border-t border-line pt-4">
        <LinkButton to={pathOf(`api-keys/${apiKey.api_key_id}`)} look="primary">
          I have stored it
        </LinkButton>
      </div>
    </div>
  )
}
