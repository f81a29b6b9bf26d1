import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';

const OPTIONS = {
  // What came is looked at, never changed in place; what is sent may be made of that.
  immutable: true,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  rootTypesKeepCasing: true,
  silent: true,
};

/** The types of a client, from an OpenAPI document; the same text for the same document. */
export async function writeTypes(document: object): Promise<string> {
  const nodes = await openapiTS(structuredClone(document) as OpenAPI3, OPTIONS);
  const { transformed } = ts.transform(nodes, [orUndefined]);
  return `${COMMENT_HEADER}\n${astToString(transformed)}`;
}

/** In JSON and in a query, what is undefined is left out: whoever may leave a field out may say so with undefined. */
const orUndefined: ts.TransformerFactory<ts.Node> = (context) => (root) => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (!ts.isPropertySignature(seen) || !seen.questionToken || !seen.type) return seen;
    if (seen.type.kind === ts.SyntaxKind.NeverKeyword) return seen;
    const nothing = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
    const type = factory.createUnionTypeNode([seen.type, nothing]);
    return factory.updatePropertySignature(seen, seen.modifiers, seen.name, seen.questionToken, type);
  };
  return visit(root);
};
