import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, expect } from "vitest";
import { startWorld } from "./index.ts";
test("smoke", async () => {
  const w = await startWorld({ directory: mkdtempSync(join(tmpdir(), "w-")) });
  try {
  const ada = await w.person("ada"), ben = await w.person("ben"), cleo = await w.person("cleo");
  const c = await ben.createConversation([await ben.contact("ada")]);
  await c.send("hello ada");
  await ada.sync();
  console.log(ada.conversations());
  const id = c.id;
  await ada.conversation(id).send("hi");
  await ben.sync();
  await ben.conversation(id).send("nasty");
  await ada.sync();
  const msgs = ada.conversation(id).messages();
  console.log(msgs.map(m=>m.state==="shown"?[m.seq,m.sender.slice(0,4),m.fields]:m));
  const bad = msgs.at(-1)!; if (bad.state!=="shown") throw 1;
  const prep = await ada.prepareReport({conversation:id, items:[{commitment: bad.commitment, open:"all"}], category:"threats", note:"look"});
  console.log(prep.preview);
  const sum = await prep.submit();
  console.log(sum.verdicts, sum.reportNumber);
  const rev = await w.firstReviewer("rita");
  const q = await rev.queue("open"); console.log(q);
  const items = await rev.open(sum.reportNumber);
  console.dir(items,{depth:6});
  await rev.api.decide({params:{reportNumber:sum.reportNumber}, body:{outcome:"action-taken",reason:"threat"}});
  console.log(await ada.outcome(sum.reportNumber));
  console.log(await ada.checkStamps());
  } finally { console.log(w.log); await w.close(); }
}, 60000);
