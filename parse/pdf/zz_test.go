package pdf
import ("testing";"os";"fmt")
func TestZZ(t *testing.T){
 if os.Getenv("ZZ")=="" {return}
 b,_:=os.ReadFile(os.Getenv("ZZ"))
 pages,_,err:=scan(b,Limits{}.withDefaults())
 fmt.Println(err)
 for _,p:=range pages { fmt.Println("page",p.number,p.width,p.height,len(p.rules),len(p.fills),len(p.images),p.curves)
  if os.Getenv("R")!="" {for _,r:=range p.rules {fmt.Printf("%+v\n",r)}; for _,f:=range p.fills {fmt.Println("fill",f)}}
  if os.Getenv("C")!="" {for _,c:=range p.chars {fmt.Printf("%q %v turn %d away %v apart %v\n",c.r,c.box,c.turn,c.away,c.apart)}}
 }
}
