"""列入拖欠农民工工资失信联合惩戒对象名单 (令45): conditions, procedure, who was told, early removal, removal."""
