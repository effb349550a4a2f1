/* Reads scripts (their paths as arguments, after the parser's) as ES2018 and prints, for each, what it names: JSON. */
"use strict";

const acorn = require(process.argv[2]);
const fs = require("fs");

const found = {};
for (const path of process.argv.slice(3)) {
  const names = new Set();
  try {
    visit(acorn.parse(fs.readFileSync(path, "utf8"), { ecmaVersion: 2018, sourceType: "script", locations: true }), names);
    found[path] = { names: [...names].sort() };
  } catch (error) {
    found[path] = { fault: error.message };
  }
}
process.stdout.write(JSON.stringify(found));

function visit(node, names) {
  if (node.type === "MemberExpression" && !node.computed) names.add(node.property.name);
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    const called = node.callee;
    if (called.type === "Identifier") names.add(called.name + "()");
    else if (called.type === "MemberExpression" && !called.computed) names.add(called.property.name + "()");
  }
  for (const key of Object.keys(node)) {
    const value = node[key];
    for (const part of Array.isArray(value) ? value : [value]) if (part && typeof part.type === "string") visit(part, names);
  }
}
