import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/** One file's mention of another, or of a package. */
export interface Import {
  /** path from the root, with `/` */
  readonly from: string
  /** path from the root, or a bare package name, or `node:…` */
  readonly to: string
  readonly isFile: boolean
  readonly line: number
  /** erased when the program runs */
  readonly typeOnly: boolean
}

/** @returns every import of a TypeScript source: static, dynamic, of types, re-exported, and `new URL('…', import.meta.url)` (worker threads) */
export function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const add = (node: ts.Node, specifier: string, typeOnly: boolean) => {
    const isFile = specifier.startsWith('.')
    const to = isFile ? posix.join(posix.dirname(path), specifier) : packageOf(specifier)
    found.push({ from: path, to, isFile, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, isErased(node))
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      add(node, node.argument.literal.text, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments
      if (first && ts.isStringLiteral(first)) add(node, first.text, false)
    } else if (ts.isNewExpression(node) && node.expression.getText(source) === 'URL' && node.arguments?.[1]?.getText(source) === 'import.meta.url') {
      const first = node.arguments[0]!
      if (ts.isStringLiteral(first) && /\.ts$/.test(first.text)) add(node, first.text.startsWith('.') ? first.text : `./${first.text}`, false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

export function importsOfFiles(paths: readonly string[]): Import[] {
  return paths.flatMap((path) => importsOf(path, readFileSync(path, 'utf8')))
}

/** Under `verbatimModuleSyntax` only a declaration that says `type` itself is erased whole. */
function isErased(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:') || specifier.startsWith('/')) return specifier
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!
}
